"""What an administrator fills in; a rule that stands against it is shown beside its field."""

from typing import Any

from django import forms
from django.conf import settings

from jobs.choices import choices
from jobs.clock import machine_now
from partners import webhooks
from partners.actions import LIVE_KEYS
from partners.models import ApiKey, Endpoint, Partner
from partners.states import PartnerEvent, Scope


class PartnerForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A new partner."""

    class Meta:
        model = Partner
        fields = ["name"]


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A new key; its text is shown once, after saving."""

    scopes = forms.MultipleChoiceField(
        choices=choices(Scope), widget=forms.CheckboxSelectMultiple, initial=[Scope.READ.value]
    )

    class Meta:
        model = ApiKey
        fields = ["partner", "scopes"]

    def clean_partner(self) -> Partner:
        partner: Partner = self.cleaned_data["partner"]
        live = ApiKey.objects.live(now=machine_now()).filter(partner=partner)
        if live.count() >= LIVE_KEYS:
            raise forms.ValidationError(f"{partner.name} has two live keys. Revoke one first.")
        return partner


class EndpointForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A new endpoint; its signing secret is shown once, after saving."""

    url = forms.URLField(max_length=2048, assume_scheme="https", label="Address")
    events = forms.MultipleChoiceField(
        choices=choices(PartnerEvent),
        widget=forms.CheckboxSelectMultiple,
        initial=[event.value for event in PartnerEvent if event is not PartnerEvent.STATUS_CHANGED],
    )

    class Meta:
        model = Endpoint
        fields = ["partner", "url"]

    def clean_url(self) -> Any:
        url: str = self.cleaned_data["url"]
        objection = webhooks.objection_to_url(url, allow=frozenset(settings.FETCH_ALLOW))
        if objection:
            raise forms.ValidationError(objection)
        return url

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.goals.forms.ground import text_field


class InvokeForm(forms.Form):
    why = text_field(_("How did it slip?"))


class AccountForm(forms.Form):
    account = text_field(_("How did it come about, and what would help?"), rows=5)


class ApplyForm(forms.Form):
    outcome = text_field(_("What does it come to here?"))


class WaiveForm(forms.Form):
    outcome = text_field(_("Why do you let it be?"))

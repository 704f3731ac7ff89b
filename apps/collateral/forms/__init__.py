"""The shapes of what people type about collateral and requests."""

from apps.collateral.forms.assets import AssetForm
from apps.collateral.forms.changing import ChangeManyForm
from apps.collateral.forms.collections import (
    CollectedInForm,
    CollectForm,
    CollectionForm,
    ItemForm,
    MoveForm,
    NewCollectionForm,
)
from apps.collateral.forms.facets import standing
from apps.collateral.forms.feedback import AnswerForm, FeedbackForm, FixForm, MissingForm
from apps.collateral.forms.field_content import AdoptForm, FieldContentForm, SubmitAgainForm, UseInsteadForm
from apps.collateral.forms.field_notes import FieldNoteForm
from apps.collateral.forms.inputs import AskAnotherForm, AskInputForm, DeclineInputForm, GiveInputForm, ThanksForm
from apps.collateral.forms.life import AskReviewForm, ChangesForm, RecallForm, SuccessorForm, VerifyForm
from apps.collateral.forms.requests import (
    READY_REASONS,
    AcceptForm,
    AskForm,
    DeclineForm,
    DeliverForm,
    EditRequestForm,
    MergeForm,
    ReopenForm,
    RequestForm,
    VoteForm,
)
from apps.collateral.forms.shares import ExtendShareForm, OpenForm, ShareForm
from apps.collateral.forms.synonyms import SynonymForm
from apps.collateral.forms.uploads import LinkForm, TextForm, UploadForm
from apps.collateral.forms.use import DealForm
from apps.collateral.forms.versions import RollBackForm, VersionForm

__all__ = [
    "READY_REASONS",
    "AcceptForm",
    "AdoptForm",
    "AnswerForm",
    "AskAnotherForm",
    "AskForm",
    "AskInputForm",
    "AskReviewForm",
    "AssetForm",
    "ChangeManyForm",
    "ChangesForm",
    "CollectForm",
    "CollectedInForm",
    "CollectionForm",
    "DealForm",
    "DeclineForm",
    "DeclineInputForm",
    "DeliverForm",
    "EditRequestForm",
    "ExtendShareForm",
    "FeedbackForm",
    "FieldContentForm",
    "FieldNoteForm",
    "FixForm",
    "GiveInputForm",
    "ItemForm",
    "LinkForm",
    "MergeForm",
    "MissingForm",
    "MoveForm",
    "NewCollectionForm",
    "OpenForm",
    "RecallForm",
    "ReopenForm",
    "RequestForm",
    "RollBackForm",
    "ShareForm",
    "SubmitAgainForm",
    "SuccessorForm",
    "SynonymForm",
    "TextForm",
    "ThanksForm",
    "UploadForm",
    "UseInsteadForm",
    "VerifyForm",
    "VersionForm",
    "VoteForm",
    "standing",
]

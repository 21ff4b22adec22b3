"""The forms of those who keep the directory."""

from banso.directory.codes import Noun
from banso.upkeep.forms.base import EntryForm
from banso.upkeep.forms.closing import ClosingForm
from banso.upkeep.forms.conditions import ConditionsForm
from banso.upkeep.forms.exams import ExamForm
from banso.upkeep.forms.helplines import HelplineForm
from banso.upkeep.forms.importing import ImportForm
from banso.upkeep.forms.organisations import OrganisationForm
from banso.upkeep.forms.services import ServiceForm
from banso.upkeep.forms.subsidies import SubsidyForm, rules_form
from banso.upkeep.forms.windows import WindowForm

FORMS: dict[Noun, type[EntryForm]] = {
    Noun.WINDOW: WindowForm,
    Noun.SERVICE: ServiceForm,
    Noun.EXAM: ExamForm,
    Noun.HELPLINE: HelplineForm,
    Noun.ORGANISATION: OrganisationForm,
    Noun.SUBSIDY: SubsidyForm,
}

__all__ = ["FORMS", "ClosingForm", "ConditionsForm", "EntryForm", "ImportForm", "rules_form"]

"""Forms in the house's look: ``{{ form }}`` and ``{% field form.x %}`` come from the same two templates."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Labels, marks, hints and errors as ``design/field.html`` writes them."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"

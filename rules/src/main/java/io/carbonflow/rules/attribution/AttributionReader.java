package io.carbonflow.rules.attribution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.attribution.AttributionMapping;
import io.carbonflow.accounting.rules.Condition;
import io.carbonflow.rules.DocumentReader;
import io.carbonflow.rules.Fields;
import io.carbonflow.rules.RuleDocument;

/**
 * Reads a mapping of activities to scopes and categories: {@code {"title", "source", "rules": [{"name", "when", "scope",
 * "category", "assumed", "why"}]}}. Every rule says when it holds, so that nothing is caught by a rule that forgot to.
 */
public final class AttributionReader implements DocumentReader<AttributionMapping> {

    private static final int RULES_MAX = 500;
    private static final int SCOPE_MAX = 3;
    private static final int CATEGORY_MAX = 15;

    @Override
    public AttributionMapping read(RuleDocument document, Fields fields) {
        fields.optionalText("title");
        fields.optionalText("source");
        List<Fields> members = fields.objects("rules", RULES_MAX);
        if (members.isEmpty()) {
            fields.fault("rules", "empty", "at least one rule");
        }
        var names = new HashSet<String>();
        var rules = new ArrayList<AttributionMapping.Rule>();
        for (Fields member : members) {
            AttributionMapping.Rule rule = rule(member, names);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return new AttributionMapping(document.id(), document.version(), rules);
    }

    /** The rule; null, with a fault, where its scope or category is not sound. */
    private static AttributionMapping.Rule rule(Fields fields, Set<String> names) {
        String name = fields.text("name");
        if (!name.isEmpty() && !names.add(name)) {
            fields.fault("name", "'" + name + "' again", "a name no other rule has");
        }
        if (!fields.has("when")) {
            fields.fault("when", "nothing", "a condition in CEL");
        }
        Condition when = fields.condition("when");
        boolean isAssumed = fields.flag("assumed", false);
        String why = fields.optionalText("why").orElse("");
        if (isAssumed && why.isEmpty()) {
            fields.fault("why", "nothing", "what the rule assumes, in words");
        }
        OptionalInt scope = required(fields, "scope", SCOPE_MAX);
        OptionalInt category = fields.integer("category", 1, CATEGORY_MAX);
        boolean isScope3 = scope.isPresent() && scope.getAsInt() == SCOPE_MAX;
        if (isScope3 && !fields.has("category")) {
            fields.fault("category", "nothing", "a whole number from 1 to 15, for scope 3");
        }
        if (scope.isPresent() && !isScope3 && fields.has("category")) {
            fields.fault("category", "there", "none, for scope " + scope.getAsInt());
        }
        return scope.isPresent() && isScope3 == category.isPresent()
                ? new AttributionMapping.Rule(when, new Attribution(scope.getAsInt(), category, name, isAssumed), why)
                : null;
    }

    private static OptionalInt required(Fields fields, String name, int most) {
        if (!fields.has(name)) {
            fields.fault(name, "nothing", "a whole number from 1 to " + most);
        }
        return fields.integer(name, 1, most);
    }
}

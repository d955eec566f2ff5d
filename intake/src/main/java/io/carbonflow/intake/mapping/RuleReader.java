package io.carbonflow.intake.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.intake.json.Quote;

/** Reads the rule of one field. */
final class RuleReader {

    private static final Set<String> MEMBERS = Set.of("from", "of", "value", "join", "default", "required", "map",
            "else", "scale", "decimal", "unit", "date_format", "zone", "end_of_day");
    private static final int PARTS_MAX = 20;

    private final JsonNode document;
    private final boolean csv;
    private final Faults faults;

    RuleReader(JsonNode document, boolean csv, Faults faults) {
        this.document = document;
        this.csv = csv;
        this.faults = faults;
    }

    /** A rule; where it has a fault one that maps nothing. */
    FieldRule field(String target, JsonNode rule, String at) {
        if (rule.isTextual() && !rule.textValue().isBlank()) {
            // The short form: the name alone.
            return dressed(target, new FieldRule.Taken(new Origin(List.of(checked(rule.textValue(), at)),
                    Origin.Within.ITEM, csv)),
                    com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(), at);
        }
        if (!rule.isObject()) {
            faults.add(at, "a rule is an object with from, value or join, or the name it is from; found "
                    + Quote.of(rule.toString()));
            return FieldRule.constant(null);
        }
        faults.unknown(rule, at, MEMBERS);
        int sources = (rule.has("from") ? 1 : 0) + (rule.has("value") ? 1 : 0) + (rule.has("join") ? 1 : 0);
        if (sources != 1) {
            faults.add(at, "a rule has one of from, value, join; found " + sources + " of them");
            return FieldRule.constant(null);
        }
        if (rule.has("value")) {
            return constant(rule.get("value"), at);
        }
        FieldRule.Source source = rule.has("join") ? joined(target, rule.get("join"), at + "/join") : taken(rule, at);
        return source == null ? FieldRule.constant(null) : dressed(target, source, rule, at);
    }

    private FieldRule constant(JsonNode value, String at) {
        if (value.isNull() || value.isTextual() && value.textValue().isBlank()) {
            faults.add(at + "/value", "value is empty; leave the field out instead");
        }
        return FieldRule.constant(value);
    }

    private FieldRule.Source taken(JsonNode rule, String at) {
        Origin origin = origin(rule, at);
        return origin == null ? null : new FieldRule.Taken(origin);
    }

    /** Where a value is from; null with a fault where it says nothing that can be followed. */
    Origin origin(JsonNode rule, String at) {
        List<String> names = faults.texts(rule, at, "from");
        names.forEach(name -> checked(name, at + "/from"));
        String within = faults.text(rule, at, "of");
        if (within != null && (csv || !Set.of("item", "parent", "document").contains(within))) {
            faults.add(at + "/of", "of is item, parent or document, and only for json; found " + Quote.of(within));
            return null;
        }
        if (names.isEmpty()) {
            return null;
        }
        return new Origin(names, within == null ? Origin.Within.ITEM
                : Origin.Within.valueOf(within.toUpperCase(java.util.Locale.ROOT)), csv);
    }

    private String checked(String name, String at) {
        if (!csv && name.startsWith("/")) {
            try {
                JsonPointer.compile(name);
            } catch (IllegalArgumentException notSo) {
                faults.add(at, Quote.of(name) + " is no JSON pointer");
                return "";
            }
        }
        return name;
    }

    private FieldRule.Source joined(String target, JsonNode parts, String at) {
        if (!parts.isArray() || parts.isEmpty() || parts.size() > PARTS_MAX) {
            faults.add(at, "join is an array of 1 to " + PARTS_MAX + " texts and rules");
            return null;
        }
        var rules = new ArrayList<FieldRule>();
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            if (part.isObject() && part.has("join")) {
                faults.add(at + "/" + i, "a join stands in no other join");
            } else {
                // A part without a value leaves a name that means something else; so every part is needed.
                FieldRule rule = part.isTextual() ? FieldRule.constant(part)
                        : field("attributes." + target, part,
                                at + "/" + i);
                rules.add(new FieldRule(rule.source(), true, rule.standard(), rule.words(), rule.otherwise(),
                        rule.number(), rule.date()));
            }
        }
        return new FieldRule.Joined(rules);
    }

    private FieldRule dressed(String target, FieldRule.Source source, JsonNode rule, String at) {
        Map<String, String> words = faults.words(rule, at, "map");
        String otherwise = faults.text(rule, at, "else");
        if (otherwise != null && words.isEmpty()) {
            faults.add(at + "/else", "else stands beside map");
        }
        boolean isText = source instanceof FieldRule.Joined || !words.isEmpty();
        NumberRule number = isText ? new NumberRule(null, null) : number(target, rule, at);
        DateRule date = isText ? null : date(target, rule, at);
        if (date != null && !number.isPlain()) {
            faults.add(at, "a field is a number or a time, not both");
        }
        JsonNode standard = rule.path("default");
        if (standard.isContainerNode()) {
            faults.add(at + "/default", "default is a text or a number");
        }
        return new FieldRule(source, faults.flag(rule, at, "required"), Scalars.text(standard), words, otherwise,
                number, date);
    }

    private NumberRule number(String target, JsonNode rule, String at) {
        JsonNode holder = rule.has("decimal") || !Targets.isNumber(target) ? rule : document;
        String decimal = faults.text(holder, holder == rule ? at : "", "decimal");
        if (decimal != null && !decimal.equals("comma") && !decimal.equals("point")) {
            faults.add((holder == rule ? at : "") + "/decimal",
                    "decimal is comma or point, found " + Quote.of(decimal));
        }
        BigDecimal scale = null;
        if (rule.has("scale")) {
            scale = ExactDecimal.parse(Scalars.text(rule.get("scale"))).orElse(null);
            if (scale == null || scale.signum() == 0) {
                faults.add(at + "/scale", "scale is a decimal other than zero, found " + Quote.of(rule.get("scale")
                    .toString()));
            }
        }
        return new NumberRule(decimal == null ? null
                : decimal.equals("comma") ? NumberRule.Mark.COMMA : NumberRule.Mark.POINT, scale);
    }

    private DateRule date(String target, JsonNode rule, String at) {
        boolean own = rule.has("date_format") || rule.has("zone") || rule.has("end_of_day");
        if (!own && !(Targets.isTime(target) && !target.equals("revision")
                && (document.has("date_format") || document.has("zone")))) {
            return null;
        }
        boolean ownFormat = rule.has("date_format");
        var formats = new ArrayList<DateRule.Format>();
        for (String pattern : faults.texts(ownFormat ? rule : document, ownFormat ? at : "", "date_format")) {
            try {
                formats.add(DateRule.Format.of(pattern));
            } catch (IllegalArgumentException notSo) {
                faults.add((ownFormat ? at : "") + "/date_format", Quote.of(pattern) + " is no pattern of a time");
            }
        }
        ZoneId zone = rule.has("zone") ? zone(rule, at) : zone(document, "");
        return new DateRule(formats.isEmpty() ? List.of(DateRule.Format.RFC_3339) : formats, zone,
                faults.flag(rule, at, "end_of_day"));
    }

    private ZoneId zone(JsonNode holder, String at) {
        String zone = faults.text(holder, at, "zone");
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            faults.add(at + "/zone", "zone is a time zone such as Europe/Berlin or +01:00, found " + Quote.of(zone));
            return null;
        }
    }
}

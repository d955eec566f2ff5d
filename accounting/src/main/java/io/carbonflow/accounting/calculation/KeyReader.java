package io.carbonflow.accounting.calculation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.carbonflow.accounting.allocation.AllocationKeys;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.methodology.BasisRule;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.rules.Condition;
import io.carbonflow.accounting.rules.TenantRules;

/** Reads off an activity what this tenant's rules look at, and leaves out what they do not. */
final class KeyReader {

    /** Stands for any text where rules only ask whether there is one. */
    private static final String SOME = "\u0000some";
    private static final String ATTRIBUTES = "attributes.";
    private static final int STATED_MAX = 63;
    private static final int SECONDS_A_DAY = 86_400;

    private final Looks facility;
    private final Looks supplier;
    private final Looks product;
    private final Looks source;
    private final boolean looksAtIndustry;
    private final boolean hasInstruments;
    private final Set<String> facilities = new HashSet<>();
    private final List<String> attributes;
    private final Looks[] attributeLooks;
    private final List<String> basisAttributes;
    private final Periods periods;

    KeyReader(TenantRules rules, AllocationKeys allocationKeys) {
        List<Condition> conditions = conditions(rules);
        var names = new TreeSet<>(rules.methodologies().names());
        names.addAll(rules.attribution().names());
        facility = Looks.at("facility_id", conditions);
        supplier = Looks.at("supplier_id", conditions);
        product = Looks.at("product_id", conditions);
        source = Looks.at("source_id", conditions);
        looksAtIndustry = names.contains("industry");
        attributes = names.stream()
            .filter(name -> name.startsWith(ATTRIBUTES))
            .map(name -> name.substring(ATTRIBUTES.length()))
            .toList();
        Set<String> filledIn = new HashSet<>();
        rules.methodologies().all().forEach(methodology -> filledIn.addAll(methodology.factor().names()));
        attributeLooks = attributes.stream()
            .map(name -> filledIn.contains(ATTRIBUTES + name) ? Looks.AT_IT : Looks.at(ATTRIBUTES + name, conditions))
            .toArray(Looks[]::new);
        basisAttributes = basisAttributes(rules.methodologies().all());
        hasInstruments = !rules.instruments().instruments().isEmpty();
        facilities.addAll(rules.organisation().facilities().keySet());
        rules.instruments().instruments().forEach(instrument -> facilities.addAll(instrument.facilityIds()));
        rules.allocationKeys().stream().map(key -> key.facilityId()).filter(id -> id != null).forEach(facilities::add);
        var changes = new TreeSet<LocalDate>(rules.methodologies().boundaries());
        changes.addAll(rules.instruments().boundaries());
        changes.addAll(allocationKeys.boundaries());
        periods = new Periods(changes, names.contains("day"));
    }

    private static List<Condition> conditions(TenantRules rules) {
        return Stream.concat(rules.methodologies().all().stream().map(Methodology::selector),
                rules.attribution().rules().stream().map(rule -> rule.when()))
            .toList();
    }

    /** The attributes that some methodology works with, and has no default for. */
    private static List<String> basisAttributes(Collection<Methodology> methodologies) {
        return methodologies.stream()
            .flatMap(methodology -> methodology.basis().stream())
            .flatMap(rule -> rule.inputs().stream())
            .map(BasisRule.Input::from)
            .filter(from -> from.startsWith(ATTRIBUTES))
            .map(from -> from.substring(ATTRIBUTES.length()))
            .distinct()
            .sorted()
            .limit(STATED_MAX)
            .toList();
    }

    /** The names of the attributes that rules look at. */
    List<String> attributes() {
        return attributes;
    }

    PlanKey key(Item item, int given) {
        ActivityData activity = item.of();
        var key = new PlanKey();
        key.kind = activity.kind();
        key.activity = item.activity();
        key.factorActivity = item.isFromEnergy() ? item.factorActivity() : null;
        key.element = item.element();
        key.unit = item.unit();
        key.country = activity.country();
        key.subdivision = activity.subdivision();
        key.dataQuality = activity.dataQuality();
        key.direction = activity.freight().direction();
        key.paidBy = activity.freight().paidBy();
        key.lifecycleStage = activity.lifecycleStage();
        key.facility = facilities.contains(activity.facilityId())
                ? activity.facilityId()
                : facility.of(activity.facilityId());
        // Whose energy it is decides about scope 2 in any case.
        key.supplier = supplier == Looks.NOT ? Looks.WHETHER.of(activity.supplierId())
                : supplier.of(activity.supplierId());
        key.product = product.of(activity.productId());
        key.source = source.of(activity.sourceId());
        key.industry = looksAtIndustry ? activity.industry() : null;
        key.ownFleet = activity.ownFleet();
        key.capital = activity.capital();
        key.given = given;
        key.priceYear = activity.priceYear() == null ? 0 : activity.priceYear();
        key.period = periods.of(Math.floorDiv(activity.occurredAt().getEpochSecond(), SECONDS_A_DAY));
        key.stated = stated(activity.attributes());
        key.noticed = noticed(item.notices());
        key.supplierFactor = activity.supplierFactor();
        key.allocation = activity.allocation();
        key.gridIntensity = hasInstruments ? activity.carriedGridIntensity() : null;
        key.attributes = values(activity.attributes());
        return key.sealed();
    }

    private long stated(Map<String, String> sent) {
        if (sent.isEmpty()) {
            return 0;
        }
        long stated = 0;
        for (int i = 0; i < basisAttributes.size(); i++) {
            stated |= sent.containsKey(basisAttributes.get(i)) ? 1L << i : 0;
        }
        return stated;
    }

    private static long noticed(List<Notice> notices) {
        long noticed = 0;
        for (Notice notice : notices) {
            noticed |= 1L << notice.code().ordinal();
        }
        return noticed;
    }

    private String[] values(Map<String, String> sent) {
        if (sent.isEmpty() || attributes.isEmpty()) {
            return null;
        }
        String[] values = null;
        for (int i = 0; i < attributes.size(); i++) {
            String value = sent.get(attributes.get(i));
            if (value != null) {
                values = values == null ? new String[attributes.size()] : values;
                values[i] = attributeLooks[i].of(value);
            }
        }
        return values;
    }

    /** How closely rules look at an id. There are few rules and many ids, so the difference decides what is kept. */
    private enum Looks {
        NOT,
        /** Only whether there is one. */
        WHETHER,
        AT_IT;

        /** An attribute by another spelling than {@code attributes.name}. */
        private static final Pattern ANY_ATTRIBUTE = Pattern.compile("\\battributes\\b(?!\\.)");

        static Looks at(String name, List<Condition> conditions) {
            Looks closest = NOT;
            for (Condition condition : conditions) {
                if (condition.names().contains(name)) {
                    Looks here = asksOnlyWhether(name, condition.text()) ? WHETHER : AT_IT;
                    closest = here.compareTo(closest) > 0 ? here : closest;
                }
            }
            return closest;
        }

        /**
         * Whether every mention is {@code has(name)}, or of an id a comparison with the empty text and with nothing more: a
         * text that is put together, before or behind, is a look at the id itself.
         */
        private static boolean asksOnlyWhether(String name, String text) {
            String quoted = "\\b" + Pattern.quote(name) + "\\b";
            String question = name.startsWith(ATTRIBUTES)
                    ? "\\bhas\\(\\s*" + quoted + "\\s*\\)"
                    : "(?<![+.]\\s{0,9})" + quoted + "\\s*[!=]=\\s*(''|\"\")(?!\\s*[+.\\[])";
            String rest = text.replaceAll(question, "");
            return rest.length() < text.length() && !Pattern.compile(quoted).matcher(rest).find()
                    && !ANY_ATTRIBUTE.matcher(rest).find();
        }

        String of(String id) {
            if (id == null || this == NOT) {
                return null;
            }
            return this == WHETHER && !id.isEmpty() ? SOME : id;
        }
    }

}

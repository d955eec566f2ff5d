package io.carbonflow.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.carbonflow.accounting.factor.Region;
import io.carbonflow.accounting.methodology.FactorQuery;

/** Reads where a methodology's factor comes from; from the library where it does not say. */
final class FactorQueryReader {

    private static final FactorQuery LIBRARY = new FactorQuery(FactorQuery.From.LIBRARY, null, null, List.of());
    private static final Pattern SET = Pattern.compile("[a-z][a-z0-9_-]{0,39}");
    private static final String FROMS = "one of " + Arrays.stream(FactorQuery.From.values())
        .map(FactorQuery.From::code)
        .collect(Collectors.joining(", "));

    private FactorQueryReader() {}

    static FactorQuery read(Fields fields) {
        return fields.object("factor").map(FactorQueryReader::query).orElse(LIBRARY);
    }

    private static FactorQuery query(Fields fields) {
        FactorQuery.From from = fields.choice("from", FROMS, FactorQueryReader::from).orElse(FactorQuery.From.LIBRARY);
        String activity = fields.choice("activity", ActivityCodes.ALLOWED_WITH_BLANKS, ActivityCodes::withBlanks)
            .orElse(null);
        String region = fields.choice("region", "WORLD, a country such as US, or a part of one such as US/CAMX",
                text -> Region.find(text).map(Region::code))
            .orElse(null);
        List<String> sets = fields.choices("sets", "a regulatory set, such as epa or desnz",
                text -> SET.matcher(text).matches() ? Optional.of(text) : Optional.empty());
        return new FactorQuery(from, activity, region, sets);
    }

    private static Optional<FactorQuery.From> from(String code) {
        return Arrays.stream(FactorQuery.From.values()).filter(from -> from.code().equals(code)).findFirst();
    }
}

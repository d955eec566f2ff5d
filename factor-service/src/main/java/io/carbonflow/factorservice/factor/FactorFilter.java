package io.carbonflow.factorservice.factor;

import java.util.Locale;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedMap;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.factor.EmissionFactor;

/** Which factors a listing shows; what is not asked for lets every factor through. */
final class FactorFilter {

    private final MultivaluedMap<String, String> parameters;
    private final String words;

    FactorFilter(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
        String q = asked("q");
        this.words = q == null ? "" : q.toLowerCase(Locale.ROOT);
    }

    boolean lets(EmissionFactor factor) {
        return isOrIsBelow(factor.activity(), "activity", '.')
                && isOrIsBelow(factor.region().code(), "country", '/')
                && is(Integer.toString(factor.year()), "year")
                && is(factor.source().set(), "set")
                && is(factor.part().code(), "part")
                && (asked("family") == null || is(familyOf(factor), "family"))
                && contains(factor.source().publisher(), asked("publisher"))
                && hasWords(factor);
    }

    private boolean hasWords(EmissionFactor factor) {
        if (words.isEmpty()) {
            return true;
        }
        String text = String.join(" ", factor.id(), factor.activity(), factor.region().code(),
                factor.source().citation(), factor.notes())
            .toLowerCase(Locale.ROOT);
        return Stream.of(words.split("\\s+")).allMatch(text::contains);
    }

    private static String familyOf(EmissionFactor factor) {
        return ActivityCatalogue.find(factor.activity())
            .map(type -> type.family().name().toLowerCase(Locale.ROOT))
            .orElse("");
    }

    private static boolean contains(String text, String wanted) {
        return wanted == null || text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    private boolean isOrIsBelow(String value, String parameter, char separator) {
        String wanted = asked(parameter);
        return wanted == null || value.equals(wanted) || value.startsWith(wanted + separator);
    }

    private boolean is(String value, String parameter) {
        String wanted = asked(parameter);
        return wanted == null || value.equals(wanted);
    }

    private String asked(String parameter) {
        String text = parameters.getFirst(parameter);
        return text == null || text.isBlank() ? null : text.strip();
    }
}

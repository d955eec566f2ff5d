package io.carbonflow.query.inventory;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.query.parameters.Parameters;

/** The filters that inventories and windows share, as they stand in the address. */
public class SelectionParameters {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    @RestQuery
    @Parameter(description = "Start, inclusive: an RFC 3339 time with a zone, or a date. Absent: from the beginning.")
    String from;

    @RestQuery
    @Parameter(description = "End, exclusive: an RFC 3339 time with a zone, or a date. Absent: without end.")
    String to;

    @RestQuery("supplier_id")
    String supplierId;

    @RestQuery("facility_id")
    String facilityId;

    @RestQuery
    @Parameter(description = "ISO 3166-1 alpha-2.")
    String country;

    @RestQuery
    @Parameter(description = "1, 2 or 3. Absent: all.")
    String scope;

    @RestQuery
    @Parameter(description = "Scope 3 category, 1 to 15.")
    String category;

    @RestQuery
    @Parameter(description = "A calculation method: results of it and of no other. Absent: the official results of each event.")
    String method;

    @RestQuery("gwp_set")
    @Parameter(description = "AR4, AR5 or AR6. Absent: the set each entry was booked in.")
    String gwpSet;

    @RestQuery("as_known_on")
    @Parameter(description = "Counts only what was booked up to this instant.")
    String asKnownOn;

    /** What the parameters select; refusals are noted in {@code parameters}. */
    public Selection read(Parameters parameters) {
        Instant start = parameters.instant("from", from);
        Instant end = parameters.instant("to", to);
        if (start != null && end != null && start.isAfter(end)) {
            parameters.refuse("from", "from is not after to, found " + from + " and " + to);
        }
        String set = parameters.word("gwp_set", gwpSet, GwpSet.NAMES);
        return new Selection(start, end, parameters.text(supplierId), parameters.text(facilityId),
                readCountry(parameters, country), parameters.number("scope", scope, 1, 3),
                parameters.number("category", category, 1, 15),
                parameters.word("method", method, Selection.METHODS), set == null ? null : GwpSet.valueOf(set),
                parameters.instant("as_known_on", asKnownOn));
    }

    private static String readCountry(Parameters parameters, String text) {
        String country = parameters.text(text);
        if (country != null && !COUNTRIES.contains(country)) {
            parameters.refuse("country", "country is an ISO 3166-1 alpha-2 code such as DE, found " + country);
        }
        return country;
    }
}

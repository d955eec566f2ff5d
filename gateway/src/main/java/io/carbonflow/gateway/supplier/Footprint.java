package io.carbonflow.gateway.supplier;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is used of a product footprint.
 *
 * @param id             of the footprint; its versions share it
 * @param version        counts up in PACT v2; 0 in v3, where a new version has a new id
 * @param created        the newer of two footprints that fit is used
 * @param deprecated     whether its author took it back
 * @param suppliers      every name of the supplier in it: company ids, their last parts, what the sender said
 * @param products       every name of the product in it: product ids and their last parts, in lower case
 * @param kgCo2ePerUnit  cradle to gate, without biogenic uptake; a plain decimal
 * @param unit           what it is per, our code
 * @param validFrom      inclusive
 * @param validTo        inclusive
 * @param primaryShare   per cent of primary data as stated, null where it is not
 */
@RegisterForReflection
record Footprint(String id, int version, Instant created, boolean deprecated, List<String> suppliers,
        List<String> products, String kgCo2ePerUnit, String unit, LocalDate validFrom, LocalDate validTo,
        String primaryShare) {

    Footprint {
        requireNonNull(id, "id is null");
        suppliers = List.copyOf(suppliers);
        products = List.copyOf(products);
    }

    /** How it is named where it was used. */
    String source() {
        return "pact:" + id + (version > 0 ? ":v" + version : "");
    }

    boolean isValidOn(LocalDate day) {
        return !deprecated && !day.isBefore(validFrom) && !day.isAfter(validTo);
    }
}

package io.carbonflow.factorservice.licence;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Whose figures there are, and under what they may be passed on.
 *
 * @param items     the publications factors come from, by publisher
 * @param otherData what else ships and is no factor: prices, exchange rates, potentials
 */
@RegisterForReflection
public record LicenceView(List<Publication> items, List<OtherData> otherData) {

    /**
     * A publication.
     *
     * @param publisher   who published it
     * @param publication title and edition
     * @param licence     as its rows name it
     * @param factors     how many factors come from it
     * @param ships       whether at least one of them came with the service
     * @param url         of the licence or the publisher's terms; absent where not known
     * @param attribution what to write where the figures are passed on; absent where not known
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Publication(String publisher, String publication, String licence, int factors, boolean ships,
            String url, String attribution) {}

    /** A table that ships beside the factors. */
    @RegisterForReflection
    public record OtherData(String publisher, String publication, String licence, String usedFor,
            String attribution) {}
}

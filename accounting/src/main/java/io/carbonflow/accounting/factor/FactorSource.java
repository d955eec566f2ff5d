package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

/**
 * Where a figure was published, precisely enough to find it again.
 *
 * @param publisher the body that published it
 * @param publication title and edition
 * @param locator table, sheet, row; may be empty
 * @param licence under which it may be passed on
 * @param set the regulatory set it belongs to, by which a company may prefer it: {@code epa}, {@code desnz}, {@code ember},
 *            {@code ipcc}, {@code owid}, or another lower-case word
 */
public record FactorSource(String publisher, String publication, String locator, String licence, String set) {

    public FactorSource {
        requireNonNull(publisher, "publisher is null");
        requireNonNull(publication, "publication is null");
        requireNonNull(locator, "locator is null");
        requireNonNull(licence, "licence is null");
        if (!FactorSets.isName(set)) {
            throw new IllegalArgumentException("set is '%s', allowed is %s".formatted(set, FactorSets.NAME_ALLOWED));
        }
    }

    /** A source whose set follows from its publisher. */
    public FactorSource(String publisher, String publication, String locator, String licence) {
        this(publisher, publication, locator, licence, FactorSets.ofPublisher(publisher));
    }

    /** Publisher, publication and locator in one line. */
    public String citation() {
        String source = publication.isEmpty() ? publisher : publisher + ", " + publication;
        return locator.isEmpty() ? source : source + ", " + locator;
    }
}

package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

/**
 * Where a figure was published, precisely enough to find it again.
 *
 * @param publisher the body that published it
 * @param publication title and edition
 * @param locator table, sheet, row; may be empty
 * @param licence under which it may be passed on
 */
public record FactorSource(String publisher, String publication, String locator, String licence) {

    public FactorSource {
        requireNonNull(publisher, "publisher is null");
        requireNonNull(publication, "publication is null");
        requireNonNull(locator, "locator is null");
        requireNonNull(licence, "licence is null");
    }

    /** Publisher, publication and locator in one line. */
    public String citation() {
        String source = publication.isEmpty() ? publisher : publisher + ", " + publication;
        return locator.isEmpty() ? source : source + ", " + locator;
    }
}

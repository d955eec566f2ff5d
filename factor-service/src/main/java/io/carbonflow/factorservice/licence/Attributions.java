package io.carbonflow.factorservice.licence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What has to be written where figures are passed on; the words are those of the file NOTICE. */
@ApplicationScoped
class Attributions {

    private static final String NAME = "/licences/licences.json";

    private final Document document;

    Attributions(ObjectMapper json) {
        try (var file = Attributions.class.getResourceAsStream(NAME)) {
            if (file == null) {
                throw new IllegalStateException("resource " + NAME + " is missing");
            }
            document = json.readValue(file, Document.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @RegisterForReflection
    record Document(List<Attribution> attributions, List<LicenceView.OtherData> otherData) {}

    /**
     * The words for a publisher's figures.
     *
     * @param licence   how the rows' licence begins
     * @param publisher how the rows' publisher begins; empty for any
     * @param url       of the licence
     * @param text      the words
     */
    @RegisterForReflection
    record Attribution(String licence, String publisher, String url, String text) {}

    Optional<Attribution> of(String publisher, String licence) {
        return document.attributions()
            .stream()
            .filter(one -> licence.startsWith(one.licence()) && publisher.startsWith(one.publisher()))
            .findFirst();
    }

    List<LicenceView.OtherData> otherData() {
        return document.otherData();
    }
}

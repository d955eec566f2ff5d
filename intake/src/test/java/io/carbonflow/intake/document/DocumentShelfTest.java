package io.carbonflow.intake.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class DocumentShelfTest {

    private static final IntakeDocument SHIPPED = new IntakeDocument("", DocumentKinds.CONTRACT, "energy", 1,
            SomeIntakeDocuments.of(DocumentKinds.CONTRACT, "energy", "{'title': 'shipped'}").body());

    private final DocumentShelf shelf = new DocumentShelf(List.of(SHIPPED));

    private static IntakeDocument own(String id, String json) {
        return SomeIntakeDocuments.of(DocumentKinds.CONTRACT, id, json);
    }

    @Test
    void whatShipsIsInForceUntilATenantHasItsOwnAndAgainWhenItIsTakenBack() {
        assertThat(shelf.find("demo", DocumentKinds.CONTRACT, "energy")).contains(SHIPPED);

        var own = own("energy", "{'title': 'own'}");
        shelf.put(own);
        assertThat(shelf.find("demo", DocumentKinds.CONTRACT, "energy")).contains(own);
        assertThat(shelf.find("other", DocumentKinds.CONTRACT, "energy")).contains(SHIPPED);

        shelf.remove("demo", DocumentKinds.CONTRACT, "energy");
        assertThat(shelf.find("demo", DocumentKinds.CONTRACT, "energy")).contains(SHIPPED);
    }

    @Test
    void aRetiredDocumentSwitchesTheShippedOneOff() {
        shelf.put(own("energy", "{'retired': true}"));

        assertThat(shelf.find("demo", DocumentKinds.CONTRACT, "energy")).isEmpty();
        assertThat(shelf.all("demo", DocumentKinds.CONTRACT)).isEmpty();
    }

    @Test
    void aListHasEveryDocumentOfItsKindByIdAndNoOther() {
        shelf.put(own("boiler", "{}"));
        shelf.put(SomeIntakeDocuments.of(DocumentKinds.MAPPING, "energy", "{}"));

        assertThat(shelf.all("demo", DocumentKinds.CONTRACT)).extracting(IntakeDocument::id)
            .containsExactly("boiler", "energy");
        assertThat(shelf.all("demo", DocumentKinds.MAPPING)).extracting(IntakeDocument::id).containsExactly("energy");
    }

    @Test
    void everyDocumentThatShipsCanBeRead() {
        assertThat(ShippedDocuments.all()).isNotEmpty()
            .allSatisfy(document -> assertThat(DocumentReaders.faults(document.kind(), document.body())).isEmpty());
    }
}

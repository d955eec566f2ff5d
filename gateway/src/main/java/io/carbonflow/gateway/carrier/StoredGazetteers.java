package io.carbonflow.gateway.carrier;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.gateway.documents.ByTenant;
import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.intake.mapping.PlaceBook;

/** What tenants have stored of places, lanes and operations, as their mapping documents in force say it. */
@ApplicationScoped
class StoredGazetteers implements Gazetteers {

    private final ByTenant<Gazetteer> stored;

    StoredGazetteers(Documents documents) {
        stored = documents.byTenant(DocumentKinds.MAPPING, found -> new Stored(PlaceBook.of(found.stream()
            .map(IntakeDocument::body)
            .filter(PlaceBook::isOne)
            .toList())));
    }

    @Override
    public Gazetteer of(String tenantId) {
        return stored.of(tenantId);
    }

    private record Stored(PlaceBook book) implements Gazetteer {

        @Override
        public Optional<Place.Point> point(Place place) {
            return book.place(place.names()).map(found -> new Place.Point(found.latitude(), found.longitude()));
        }

        @Override
        public Optional<Quantity> lane(Place from, Place to, TransportMode mode) {
            return book.lane(from.names(), to.names(), mode.word())
                .map(kilometres -> new Quantity(kilometres, Unit.KILOMETRE));
        }

        @Override
        public Optional<TransportMode> operation(String id) {
            return book.operation(id).flatMap(TransportMode::find);
        }
    }
}

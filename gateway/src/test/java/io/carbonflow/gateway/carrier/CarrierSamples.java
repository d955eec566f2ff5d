package io.carbonflow.gateway.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

/** Payloads as carriers' own documentation shows them, and the ways in that read them. */
final class CarrierSamples {

    static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:00Z");

    /** DHL's own sample, with the names that stand in it. */
    static final String DHL = """
            {"url":"/shipments?trackingNumber=7777777770?offset=0&limit=5","shipments":[{"id":7777777770,"service":"express",
             "origin":{"address":{"countryCode":"NL","postalCode":"1043 AG","addressLocality":"Oderweg 2, AMSTERDAM"}},
             "destination":{"address":{"countryCode":"NL","postalCode":"1043 AG","addressLocality":"Oderweg 2, AMSTERDAM"}},
             "status":{"timestamp":"2018-03-02T07:53:47Z","statusCode":"pre-transit","status":"DELIVERED","description":"JESSICA"},
             "details":{"product":{"productName":"UNKNOWN - Product unknown"},"receiver":{"name":"Jane Roe"},"sender":{"name":"John Doe"},
              "proofOfDelivery":{"signed":{"name":"Jane Roe"}},"totalNumberOfPieces":8,"pieceIds":["JD1","JD2","JD3","JD4","JD5","JD6","JD7",
              "JD8","JD9","JD10","JD11"],"weight":{"value":253.5,"unitText":"kg"},"volume":{"value":12600},"loadingMeters":1.5,
              "dgf:routes":[{"dgf:vesselName":"MAERSK SARAT","dgf:voyageFlightNumber":"TR TRUCK",
               "dgf:airportOfDeparture":{"dgf:locationCode":"AMS","countryCode":"NL"},
               "dgf:airportOfDestination":{"dgf:locationCode":"AMS","countryCode":"NL"},
               "dgf:estimatedDepartureDate":"2017-10-10T09:00:00","dgf:estimatedArrivalDate":"2017-20-10T09:00:00"}]},
             "events":[{"timestamp":"2018-03-02T07:53:47","statusCode":"pre-transit","status":"DELIVERED","description":"JESSICA",
              "location":{"address":{"countryCode":"NL"}}}]}]}""";

    static final String UPS = """
            {"trackResponse":{"shipment":[{"inquiryNumber":"1Z999AA10123456784","package":[{"trackingNumber":"1Z999AA10123456784",
             "currentStatus":{"code":"OR","type":"I"},"weight":{"unitOfMeasurement":"LBS","weight":"10.0"},
             "service":{"code":"518","description":"UPS Ground"},"deliveryInformation":{"receivedBy":"ROE"},
             "packageAddress":[{"type":"ORIGIN","name":"Jane Roe","address":{"city":"Seoul","countryCode":"KR","latitude":"0","longitude":"0"}},
              {"type":"DESTINATION","attentionName":"John Doe","address":{"city":"Busan","countryCode":"KR","latitude":"0","longitude":"1"}}],
             "activity":[{"date":"20240712","time":"143000","location":{"address":{"city":"Seoul","countryCode":"KR"}},
              "gmtDate":"20240712","gmtTime":"053000","gmtOffset":"09:00"}],
             "deliveryDate":[{"type":"DEL","date":"20260905"}]}]}]}}""";

    static final String UPS_OLDER = """
            {"TrackResponse":{"Shipment":{"InquiryNumber":{"Value":"1Z12345E0291980793"},
             "Shipper":{"Name":"Jane Roe","Address":{"CountryCode":"US","Latitude":"0","Longitude":"0"}},
             "ShipTo":{"Address":{"CountryCode":"US","Latitude":"0","Longitude":"1"}},
             "ShipmentWeight":{"UnitOfMeasurement":{"Code":"KGS"},"Weight":"12.5"},"Service":{"Code":"03"},
             "Package":{"TrackingNumber":"1Z12345E0291980793","Activity":{"Date":"20240712","Time":"143000","GMTOffset":"-04:00",
              "Status":{"StatusType":{"Code":"D"}}}}}}}""";

    /** The specification's end-to-end example. */
    static final String ILEAP = """
            {"mass":"87","shipmentId":"1237890","tces":[{"tceId":"abcdef","prevTceIds":[],"tocId":"truck-40t-euro5-de","shipmentId":"1237890",
             "mass":"87","distance":{"actual":"423"},"transportActivity":"36.801","co2eWTW":"3.6801","co2eTTW":"3.2801"}]}""";

    /** A company that knows the way from Amsterdam's airport to somewhere, and where two ports are. */
    static final Gazetteer KNOWN = new Gazetteer() {

        @Override
        public Optional<Place.Point> point(Place place) {
            return place.names().contains("locode:NLRTM")
                    ? Optional.of(new Place.Point(BigDecimal.ZERO, BigDecimal.ZERO))
                    : place.names().contains("locode:CNSHA")
                            ? Optional.of(new Place.Point(BigDecimal.ZERO, new BigDecimal("90")))
                            : Optional.empty();
        }

        @Override
        public Optional<Quantity> lane(Place from, Place to, TransportMode mode) {
            return from.names().contains("NL:1043AG") && to.names().contains("DE:80331")
                    ? Optional.of(new Quantity(new BigDecimal("823"), Unit.KILOMETRE))
                    : Optional.empty();
        }

        @Override
        public Optional<TransportMode> operation(String id) {
            return id.equals("X-17") ? Optional.of(TransportMode.RAIL) : Optional.empty();
        }
    };

    private CarrierSamples() {}

    static DhlAdapter dhl() {
        return new DhlAdapter(Samples.CONFIG, new CarrierBatches(TestLimits.DEFAULT), tenant -> KNOWN);
    }

    static UpsAdapter ups() {
        return new UpsAdapter(Samples.CONFIG, new CarrierBatches(TestLimits.DEFAULT), tenant -> KNOWN);
    }

    static IleapAdapter ileap() {
        return new IleapAdapter(Samples.CONFIG, new CarrierBatches(TestLimits.DEFAULT), tenant -> KNOWN);
    }

    static Batch read(WayIn way, String payload) {
        return read(way, payload, RECEIVED_AT);
    }

    static Batch read(WayIn way, String payload, Instant receivedAt) {
        return way.read(new Envelope("demo", way.channel(), "application/json", "c", receivedAt),
                payload.getBytes(UTF_8));
    }

    static List<Verdict> verdicts(WayIn way, String payload) {
        return read(way, payload).items().stream().map(Examined::verdict).toList();
    }

    /** The mass and distance with their units. */
    static String moved(io.carbonflow.contracts.avro.RawActivity activity) {
        var body = (LogisticsBody) activity.getBody();
        return "%s %s, %s %s".formatted(body.getMass(), body.getMassUnit(), body.getDistance(), body.getDistanceUnit());
    }
}

package io.carbonflow.gateway.intake;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.arc.All;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Whatever somebody sends by whatever way: each item has a verdict, and nothing is thrown. Covers every way in there is. */
@QuarkusTest
@WithTestResource(GatewayStack.class)
class WaysInFuzzTest {

    private static final List<String> CONTENT_TYPES = List.of("application/json", "application/x-ndjson", "text/csv",
            "application/edi-x12", "application/edifact", "application/octet-stream", "nonsense;;;=");
    private static final long SEED = 856;
    private static final int SPOILED_PER_WAY = 30;
    private static final int BODY_BYTES_MAX = 10_485_760;
    /** A JSON scalar in a payload, to be put something else in its place. */
    private static final Pattern VALUE = Pattern
        .compile("(?<=[:\\[,]\\s?)(\"[^\"]*\"|-?\\d[\\d.]*|true|null)(?=\\s?[,}\\]])");

    private static final List<String> PAYLOADS = List.of(
            """
                    {"id":"e1","kind":"energy","activity":"electricity.grid","quantity":1247.3,"unit":"kWh","occurred_at":"2025-11-03T10:00:00Z","period_start":"2025-11-03T09:00:00Z","period_end":"2025-11-03T10:00:00Z","source_id":"m","facility_id":"f","supplier_id":"s","country":"DE","subdivision":"DE-BY","data_quality":"measured","attributes":{"energy_source":"grid","grid_carbon_intensity_gco2_kwh":385.2}}""",
            """
                    {"id":"l1","kind":"logistics","activity":"freight.road.hgv","occurred_at":"2025-11-03T10:00:00Z","source_id":"t","attributes":{"mass":"87","mass_unit":"kg","distance":423,"distance_unit":"km","direction":"inbound","paid_by":"us","origin_lat":48.1,"legs":[{"mode":"road","distance":1,"distance_unit":"km"}]}}""",
            """
                    {"id":"s1","kind":"supplier","activity":"product.x","quantity":"3","unit":"kg","occurred_at":"2025-11-03T10:00:00Z","source_id":"s","attributes":{"supplier_factor":{"kg_co2e_per_unit":"1.5","unit":"kg","valid_from":"2025-01-01","valid_to":"2025-12-31","source":"EPD"}}}""",
            """
                    {"sensor_id":"SM-1","facility_id":"F","country_iso2":"DE","energy_kwh":1247.3,"energy_source":"grid","grid_carbon_intensity_gco2_kwh":385.2,"timestamp":"2025-11-03T10:00:00Z"}""",
            """
                    {"d":{"PurchaseOrder":"4500000001","Supplier":"17300001","DocumentCurrency":"EUR","CompanyCode":"1010","PurchaseOrderDate":"/Date(1714694400000)/","LastChangeDateTime":"2025-11-03T10:00:00Z","to_PurchaseOrderItem":{"results":[{"PurchaseOrderItem":"10","OrderQuantity":"39","NetPriceAmount":"61.05","NetPriceQuantity":"1","DocumentCurrency":"EUR","MaterialGroup":"L001","IsDeleted":"false"}]}}}""",
            """
                    {"output":{"completeTrackResults":[{"trackingNumber":"1","trackResults":[{"trackingNumberInfo":{"trackingNumber":"1"},"distanceToDestination":{"units":"KM","value":685.7},"serviceDetail":{"type":"FEDEX_FREIGHT_ECONOMY"},"latestStatusDetail":{"code":"PU","derivedCode":"PU"},"scanEvents":[{"date":"2018-02-02T12:01:00-07:00","eventType":"PU"}],"packageDetails":{"weightAndDimensions":{"weight":[{"unit":"LB","value":"22222.0"}]}}}]}]}}""",
            """
                    {"payload":{"before":null,"after":{"id":"r1","kind":"energy","activity":"electricity.grid","quantity":5,"unit":"kWh","occurred_at":1730628000000,"source_id":"m"},"source":{"db":"erp","schema":"public","table":"t","lsn":24023128,"ts_ms":1730628000000},"op":"c","ts_ms":1730628000000}}""",
            """
                    {"shipments":[{"id":"1","origin":{"address":{"countryCode":"DE"}},"status":{"timestamp":"2025-11-03T10:00:00"},"details":{"weight":{"value":5,"unitText":"kg"}},"events":[{"timestamp":"2025-11-03T10:00:00","location":{"address":{"addressLocality":"Bonn"}}}]}]}""",
            """
                    {"trackResponse":{"shipment":[{"inquiryNumber":"1Z","package":[{"trackingNumber":"1Z","weight":{"unitOfMeasurement":"KGS","weight":"5.0"},"activity":[{"date":"20251103","time":"100000","location":{"address":{"city":"Bonn","country":"DE"}}}]}]}]}}""",
            "id,kind,activity,quantity,unit,occurred_at,source_id\ne1,energy,electricity.grid,5,kWh,2025-11-03T10:00:00Z,m\n",
            "ISA*00*          *00*          *ZZ*S              *ZZ*R              *251103*1000*U*00401*000000001*0*P*>~GS*SH*S*R*20251103*1000*1*X*004010~ST*856*0001~BSN*00*1*20251103*1000~HL*1**S~SE*4*0001~GE*1*1~IEA*1*000000001~",
            "UNA:+.? 'UNB+UNOC:3+S+R+251103:1000+1'UNH+1+DESADV:D:96A:UN'BGM+351+1+9'DTM+137:20251103:102'UNT+4+1'UNZ+1+1'");

    @Inject
    @All
    List<WayIn> ways;
    @Inject
    Intake intake;

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private static Envelope envelope(WayIn way, String contentType) {
        return new Envelope(TestStack.TENANT, way.channel(), contentType, "fuzz", Instant.now());
    }

    /** The items of a body; a way in may also answer with a problem, such as that it is not ready. */
    private List<Examined> read(WayIn way, String contentType, byte[] body) {
        try {
            var envelope = envelope(way, contentType);
            Batch batch = way.read(envelope, body);
            return batch.items().stream().map(item -> intake.judged(envelope, item)).toList();
        } catch (ProblemException answered) {
            return List.of();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return fail("channel %s, %s, %d bytes: %s".formatted(way.channel(), contentType, body.length,
                    new String(body, 0, Math.min(body.length, 300), UTF_8)), e);
        }
    }

    private static List<byte[]> spoiled(String payload) {
        var bodies = new ArrayList<byte[]>();
        var values = VALUE.matcher(payload).results().toList();
        for (var value : values) {
            for (String hostile : HostileBodies.VALUES) {
                bodies.add((payload.substring(0, value.start()) + hostile + payload.substring(value.end()))
                    .getBytes(UTF_8));
            }
        }
        bodies.addAll(HostileBodies.cutOff(payload.getBytes(UTF_8)));
        return bodies;
    }

    @Test
    void everyWayInHasAVerdictOnWhatNobodyShouldSend() {
        assertThat(ways).hasSizeGreaterThan(4);
        for (byte[] body : HostileBodies.all()) {
            if (body.length <= BODY_BYTES_MAX) {
                ways.forEach(way -> CONTENT_TYPES.forEach(type -> read(way, type, body)));
            }
        }
    }

    @Test
    void everyWayInHasAVerdictOnPayloadsWithOneWrongValue() {
        var random = new Random(SEED);
        for (String payload : PAYLOADS) {
            List<byte[]> bodies = spoiled(payload);
            for (WayIn way : ways) {
                for (int i = 0; i < SPOILED_PER_WAY; i++) {
                    read(way, CONTENT_TYPES.get(0), bodies.get(random.nextInt(bodies.size())));
                }
            }
        }
    }

    @Test
    void whateverTheVerdictTheBrokerGetsIt() throws Exception {
        // Other tests read the same topics whole; thousands of elements from every way in would not fit their memory.
        var hostile = HostileBodies.all().stream().filter(body -> body.length < 5_000).toList();
        for (WayIn way : ways) {
            var envelope = envelope(way, CONTENT_TYPES.get(0));
            var items = new ArrayList<Examined>();
            hostile.forEach(body -> items.addAll(read(way, CONTENT_TYPES.get(0), body)));
            PAYLOADS.forEach(payload -> HostileBodies.VALUES.subList(10, 15)
                .forEach(value -> items.addAll(read(way, CONTENT_TYPES.get(0),
                        VALUE.matcher(payload).replaceFirst(Matcher.quoteReplacement(value)).getBytes(UTF_8)))));

            intake.take(envelope, items).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsCompressedIsNotUnpacked() {
        int status = given().header("X-API-Key", TestStack.API_KEY)
            .header("Content-Encoding", "gzip")
            .contentType("application/json")
            .body(HostileBodies.bomb())
            .post("/v1/activities")
            .statusCode();

        assertThat(status).isIn(400, 415);
    }
}

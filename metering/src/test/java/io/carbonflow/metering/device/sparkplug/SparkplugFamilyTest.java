package io.carbonflow.metering.device.sparkplug;

import static io.carbonflow.metering.device.Frames.RECEIVED_AT;
import static io.carbonflow.metering.device.Frames.amount;
import static io.carbonflow.metering.device.Frames.frame;
import static io.carbonflow.metering.device.Frames.value;
import static io.carbonflow.metering.device.sparkplug.Payloads.AT;
import static io.carbonflow.metering.device.sparkplug.Payloads.born;
import static io.carbonflow.metering.device.sparkplug.Payloads.by;
import static io.carbonflow.metering.device.sparkplug.Payloads.inUnit;
import static io.carbonflow.metering.device.sparkplug.Payloads.nodeBirth;
import static io.carbonflow.metering.device.sparkplug.Payloads.nodeDeath;
import static io.carbonflow.metering.device.sparkplug.Payloads.payload;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.DataSet;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.protobuf.ByteString;

import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Interpretation.Status;
import io.carbonflow.metering.device.Mangled;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.Reading.Value;

class SparkplugFamilyTest {

    private static final String NODE = "substation-7";
    private static final String METER = "substation-7/meter-01";

    private final SparkplugFamily family = new SparkplugFamily();
    private Instant now = RECEIVED_AT;
    private byte[] session;

    /** Sends the message and keeps what it leaves behind. */
    private Interpretation send(String verb, String place, byte[] payload) {
        now = now.plusSeconds(1);
        Interpretation read = family.read(frame("spBv1.0/EnergyCo/" + verb + '/' + place, payload, now, false),
                session);
        session = read.session() == null ? session : read.session();
        return read;
    }

    private void bear() {
        send("NBIRTH", NODE, nodeBirth(3));
        send("DBIRTH", METER, payload(1, born("Energy/kWh", 1, 48211.4).build()));
    }

    @Test
    void aBirthHasTheFirstStandAndDataByAliasTheNext() {
        send("NBIRTH", NODE, nodeBirth(0));
        var birth = send("DBIRTH", METER, payload(1, born("Energy/kWh", 1, 48211.4).build()));
        var data = send("DDATA", METER, payload(2, by(1, 48212.9).build()));

        assertThat(birth.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.device()).isEqualTo(METER);
            assertThat(reading.at()).isEqualTo(Instant.ofEpochMilli(AT));
        });
        assertThat(value(birth, Register.IMPORT_COUNTER)).get()
            .extracting(value -> value.amount().toPlainString(), Value::unit)
            .containsExactly("48211.4", "kWh");
        assertThat(amount(data, Register.IMPORT_COUNTER)).isEqualByComparingTo("48212.9");
        assertThat(data.readings().get(0).channel()).isEqualTo(birth.readings().get(0).channel());
        assertThat(data.commands()).isEmpty();
        assertThat(birth.statuses()).containsExactly(new Status(METER, true));
    }

    @Test
    void dataWithoutABirthWaitsForItAndTheNodeIsAskedForOne() {
        var early = send("DDATA", METER, payload(7, by(1, 48210.0).build()));
        send("NBIRTH", NODE, nodeBirth(3));
        var birth = send("DBIRTH", METER, payload(1, born("Energy/kWh", 1, 48211.4).build()));

        assertThat(early.context()).isEqualTo("awaiting_birth");
        assertThat(early.commands()).singleElement().satisfies(command -> {
            assertThat(command.topic()).isEqualTo("spBv1.0/EnergyCo/NCMD/substation-7");
            assertThat(command.qos()).isZero();
            Metric metric = Payload.parseFrom(command.payload()).getMetrics(0);
            assertThat(metric.getName()).isEqualTo("Node Control/Rebirth");
            assertThat(metric.getDatatype()).isEqualTo(DataType.Boolean_VALUE);
            assertThat(metric.getBooleanValue()).isTrue();
        });
        assertThat(birth.readings()).extracting(reading -> reading.values().get(0).amount().toPlainString())
            .containsExactly("48210", "48211.4");
    }

    @Test
    void dataThatNamesItsMetricsIsReadAtOnceEvenWithoutABirth() {
        var data = send("DDATA", METER, payload(3, born("Energy/kWh", 1, 48212.9).build()));

        assertThat(amount(data, Register.IMPORT_COUNTER)).isEqualByComparingTo("48212.9");
        assertThat(data.commands()).hasSize(1);
    }

    @Test
    void anAliasTheBirthDoesNotKnowWaitsForTheNext() {
        bear();
        var unknown = send("DDATA", METER, payload(2, by(2, 5).build()));
        send("NBIRTH", NODE, nodeBirth(3));
        var birth = send("DBIRTH", METER,
                payload(1, born("Energy/kWh", 1, 48213).build(), born("Sub/kWh", 2, 6).build()));

        assertThat(unknown.context()).isEqualTo("awaiting_birth");
        assertThat(unknown.commands()).hasSize(1);
        assertThat(birth.readings())
            .extracting(reading -> reading.channel() + ' ' + reading.values().get(0).amount().toPlainString())
            .containsExactly("Sub/kWh 5", "Energy/kWh 48213", "Sub/kWh 6");
    }

    @Test
    void aNodeIsAskedAtMostOnceInHalfAMinute() {
        var first = send("DDATA", METER, payload(7, by(1, 1).build()));
        var second = send("DDATA", METER, payload(8, by(1, 2).build()));
        now = now.plusSeconds(29);
        var third = send("DDATA", METER, payload(9, by(1, 3).build()));

        assertThat(List.of(first.commands().size(), second.commands().size(), third.commands().size()))
            .containsExactly(1, 0, 1);
    }

    @Test
    void aGapInTheSequenceAsksForABirthAndGoesOn() {
        bear();
        var afterGap = send("DDATA", METER, payload(4, by(1, 48214).build()));

        assertThat(amount(afterGap, Register.IMPORT_COUNTER)).isEqualByComparingTo("48214");
        assertThat(afterGap.commands()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"255,0", "254,255", "9,9"})
    void theSequenceWrapsAroundAndARepeatIsNoGap(int sequence, int next) {
        bear();
        send("DDATA", METER, payload(sequence, by(1, 48214).build()));
        now = now.plusSeconds(60);

        assertThat(send("DDATA", METER, payload(next, by(1, 48215).build())).commands()).isEmpty();
    }

    @Test
    void lateDataSaysThatItIsLate() {
        bear();
        var late = send("DDATA", METER, payload(2, by(1, 48211.9).setIsHistorical(true).build(),
                by(1, 48212.5).build()));

        assertThat(late.readings()).extracting(Reading::isHistorical).containsExactly(true, false);
    }

    @Test
    void aValueThatIsNullIsNothing() {
        bear();
        var none = send("DDATA", METER, payload(2,
                Metric.newBuilder().setAlias(1).setIsNull(true).setTimestamp(AT).build()));

        assertThat(none.context()).isEqualTo("no_energy");
    }

    @Test
    void whatIsNotANumberIsRefusedButMayStandInABirth() {
        send("NBIRTH", NODE, nodeBirth(3));
        var birth = send("DBIRTH", METER, payload(1, born("Energy/kWh", 1, Double.NaN).build()));
        var data = send("DDATA", METER, payload(2, by(1, Double.POSITIVE_INFINITY).build()));
        var next = send("DDATA", METER, payload(3, by(1, 5).build()));

        assertThat(birth.context()).isEqualTo("birth");
        assertThat(data.refused()).singleElement().satisfies(reason -> {
            assertThat(reason.getCode()).isEqualTo("FIELD_INVALID");
            assertThat(reason.getField()).isEqualTo("Energy/kWh");
        });
        assertThat(amount(next, Register.IMPORT_COUNTER)).isEqualByComparingTo("5");
    }

    @Test
    void aDeathPutsTheNodeAndItsDevicesOffLineAndEndsTheirAliases() {
        bear();
        var death = send("NDEATH", NODE, nodeDeath(3));
        var data = send("DDATA", METER, payload(2, by(1, 48212).build()));

        assertThat(death.context()).isEqualTo("status");
        assertThat(death.statuses()).containsExactly(new Status(METER, false), new Status(NODE, false));
        assertThat(data.context()).isEqualTo("awaiting_birth");
    }

    @Test
    void aDeathOfAnEarlierLifeChangesNothing() {
        bear();
        var death = send("NDEATH", NODE, nodeDeath(2));
        var data = send("DDATA", METER, payload(2, by(1, 48212).build()));

        assertThat(death.context()).isEqualTo("stale_death");
        assertThat(death.statuses()).isEmpty();
        assertThat(amount(data, Register.IMPORT_COUNTER)).isEqualByComparingTo("48212");
    }

    @Test
    void aDeviceMayDieAlone() {
        bear();
        var death = send("DDEATH", METER, payload(2));

        assertThat(death.statuses()).containsExactly(new Status(METER, false));
        assertThat(send("DDATA", METER, payload(3, by(1, 1).build())).context()).isEqualTo("awaiting_birth");
    }

    @Test
    void theUnitIsThePropertysAndTheNodesOwnMetricsAreItsOwn() {
        var birth = send("NBIRTH", NODE, nodeBirth(1, inUnit(born("Main/Active Energy", 5, 12.5), "MWh").build(),
                inUnit(born("Main/Active Power", 6, -3.5), "kW").build(),
                inUnit(born("Cabinet Temperature", 7, 21.5), "°C").build()));

        assertThat(birth.readings()).extracting(Reading::device).containsOnly(NODE);
        assertThat(value(birth, Register.IMPORT_COUNTER).orElseThrow().unit()).isEqualTo("MWh");
        assertThat(value(birth, Register.POWER)).get()
            .extracting(value -> value.amount().toPlainString(), Value::unit)
            .containsExactly("-3.5", "kW");
        assertThat(value(birth, Register.OTHER).orElseThrow().unit()).isEqualTo("°C");
    }

    @Test
    void severalCountersAreChannelsAndPartsOfOneAreNot() {
        send("NBIRTH", NODE, nodeBirth(1));
        var birth = send("DBIRTH", METER, payload(1, born("Press/Energy kWh", 1, 10).build(),
                born("Oven/Energy kWh", 2, 20).build(), born("Oven/Energy L1 kWh", 3, 7).build(),
                born("Oven/Energy Today kWh", 4, 1).build(), born("Roof/Energy Exported kWh", 5, 3).build(),
                born("Reactive Energy kWh", 6, 2).build()));

        assertThat(birth.readings()).filteredOn(reading -> reading.channel() != null)
            .extracting(reading -> reading.channel() + ' ' + reading.values().get(0).register())
            .containsExactly("Press/Energy kWh IMPORT_COUNTER", "Oven/Energy kWh IMPORT_COUNTER",
                    "Roof/Energy Exported kWh EXPORT_COUNTER");
    }

    @Test
    void aCounterOfAVolumeIsAMeterOnlyWhereThereIsNoEnergy() {
        send("NBIRTH", NODE, nodeBirth(1));
        var gas = send("DBIRTH", "substation-7/gas", payload(1, inUnit(born("Index", 1, 10.5), "m³").build()));
        var both = send("DBIRTH", METER,
                payload(2, inUnit(born("Index", 2, 10), "m3").build(), born("Energy/kWh", 3, 20).build()));

        assertThat(value(gas, Register.IMPORT_COUNTER).orElseThrow().unit()).isEqualTo("m3");
        assertThat(amount(both, Register.IMPORT_COUNTER)).isEqualByComparingTo("20");
    }

    @Test
    void metricsInsideATemplateAreReadAndDataSetsAreNot() {
        send("NBIRTH", NODE, nodeBirth(1));
        var birth = send("DBIRTH", METER, payload(1,
                Metric.newBuilder()
                    .setName("Line 1")
                    .setDatatype(DataType.Template_VALUE)
                    .setTemplateValue(Template.newBuilder().addMetrics(born("Energy/kWh", 9, 77).clearAlias()))
                    .build(),
                Metric.newBuilder()
                    .setName("Table")
                    .setDatatype(DataType.DataSet_VALUE)
                    .setDatasetValue(DataSet.newBuilder().setNumOfColumns(1L << 60))
                    .build()));

        assertThat(birth.readings()).singleElement()
            .satisfies(reading -> assertThat(reading.channel()).isEqualTo("Line 1/Energy/kWh"));
    }

    @Test
    void aMessageWithoutATimeHasThatOfThePayloadElseOfItsArrival() {
        bear();
        var ofPayload = send("DDATA", METER, payload(2, by(1, 1).clearTimestamp().build()));
        var ofArrival = send("DDATA", METER, Payload.newBuilder()
            .setSeq(3)
            .addMetrics(by(1, 2).clearTimestamp())
            .build()
            .toByteArray());

        assertThat(ofPayload.readings().get(0).at()).isEqualTo(Instant.ofEpochMilli(AT));
        assertThat(ofArrival.readings().get(0).at()).isNull();
    }

    @Test
    void aTimeBeyondAllTimesIsRefused() {
        bear();
        assertThat(send("DDATA", METER, payload(2, by(1, 1).setTimestamp(-1).build())).refused()).singleElement()
            .satisfies(reason -> assertThat(reason.getCode()).isEqualTo("OUT_OF_RANGE"));
    }

    @Test
    void tooMuchThatWaitsIsRefusedAndNotForgotten() {
        byte[] large = payload(7, by(1, 1).build(),
                Metric.newBuilder().setAlias(2).setStringValue("x".repeat(200_000)).build());
        var first = send("DDATA", METER, large);
        var second = send("DDATA", METER, large);

        assertThat(first.context()).isEqualTo("awaiting_birth");
        assertThat(second.refused()).singleElement()
            .satisfies(reason -> assertThat(reason.getCode()).isEqualTo("ENRICHMENT_PENDING"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GZIP", "DEFLATE"})
    void aCompressedPayloadIsUnpacked(String algorithm) throws IOException {
        bear();

        var data = send("DDATA", METER, compressed(algorithm, payload(2, by(1, 48212.9).build())));

        assertThat(amount(data, Register.IMPORT_COUNTER)).isEqualByComparingTo("48212.9");
    }

    @Test
    void aCompressedBombIsRefused() throws IOException {
        assertThat(send("DDATA", METER, compressed("GZIP", new byte[5 << 20])).refused()).singleElement()
            .satisfies(reason -> assertThat(reason.getCode()).isEqualTo("TOO_LARGE"));
    }

    @Test
    void bytesThatAreNoPayloadAreRefused() {
        assertThat(send("DDATA", METER, "{\"metrics\":[]}".getBytes(StandardCharsets.UTF_8)).refused())
            .singleElement()
            .satisfies(reason -> assertThat(reason.getCode()).isEqualTo("MALFORMED"));
    }

    @Test
    void aMangledMessageIsAnsweredToo() throws IOException {
        Mangled.areAnswered(family, List.of(
                frame("spBv1.0/EnergyCo/NBIRTH/substation-7", nodeBirth(3, born("A/kWh", 1, 5).build()), now, false),
                frame("spBv1.0/EnergyCo/DBIRTH/substation-7/m",
                        payload(1, inUnit(born("Energy", 1, 5), "kWh").build(),
                                Metric.newBuilder()
                                    .setName("T")
                                    .setTemplateValue(Template.newBuilder().addMetrics(born("E/kWh", 2, 1)))
                                    .build()),
                        now, false),
                frame("spBv1.0/EnergyCo/DDATA/substation-7/m", payload(2, by(1, 6).build(), by(2, 7).build()), now,
                        false),
                frame("spBv1.0/EnergyCo/DDATA/substation-7/m", compressed("DEFLATE", payload(3, by(1, 6).build())), now,
                        false),
                frame("spBv1.0/EnergyCo/NDEATH/substation-7", nodeDeath(3), now, false)));
    }

    private static byte[] compressed(String algorithm, byte[] payload) throws IOException {
        var body = new ByteArrayOutputStream();
        try (var out = algorithm.equals("GZIP") ? new GZIPOutputStream(body) : new DeflaterOutputStream(body)) {
            out.write(payload);
        }
        return Payload.newBuilder()
            .setUuid("SPBV1.0_COMPRESSED")
            .setBody(ByteString.copyFrom(body.toByteArray()))
            .addMetrics(Metric.newBuilder().setName("algorithm").setStringValue(algorithm))
            .build()
            .toByteArray();
    }
}

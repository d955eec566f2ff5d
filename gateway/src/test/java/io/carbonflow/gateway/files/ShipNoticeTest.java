package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Samples;

class ShipNoticeTest {

    private static List<EdiSegment> segments(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        var reader = new EdiReader(new ByteArrayInputStream(bytes), EdiText.headerBefore(bytes, null), 100_000);
        var segments = new ArrayList<EdiSegment>();
        try {
            for (var piece = reader.next(); piece != null; piece = reader.next()) {
                segments.add(piece.segment());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return segments;
    }

    /** The mass, or what is missing. */
    private static String mass(ShipNotice notice) {
        var reasons = new Reasons();
        notice.check(reasons);
        return reasons.isEmpty() ? notice.mass().toString() : reasons.refusal(null, null).reasons().get(0).getDetail();
    }

    private static String x12Mass(String levels) {
        return mass(ShipNotice.ofX12(segments("ST*856*0001~BSN*00*SHIP1*20240502*1000~" + levels
                + "TD5*B*2*ABCD*M~N1*SF*Acme*92*PLANT7~N1*ST*Us*92*DC1~")));
    }

    private static String edifactMass(String levels) {
        return mass(ShipNotice.ofEdifact(segments(
                "UNH+1+DESADV:D:96A:UN'BGM+351+D-77+9'DTM+137:202405021000:203'NAD+SF+PLANT7'NAD+ST+DC1'TDT+20++30'"
                        + levels)));
    }

    private static List<String> missing(ShipNotice notice) {
        var reasons = new Reasons();
        notice.check(reasons);
        return reasons.isEmpty() ? List.of() : Samples.reasonsOf(reasons.refusal(null, null));
    }

    @Test
    void readsAnX12ShipNotice() {
        var notice = ShipNotice.ofX12(segments(
                "ST*856*0001~BSN*00*SHIP1*20240502*1000~HL*1**S~TD1*CTN25*10****G*5000*LB~TD5*B*2*ABCD*M~DTM*011*20240503*0830~N1*SF*Acme*92*PLANT7~N4*Austin*TX*78701*US~N1*ST*Us*92*DC1~HL*2*1*O~TD1*CTN25*1****G*100*LB"));

        assertThat(missing(notice)).isEmpty();
        RawActivity activity = Samples.activityOf(new ActivityContract(Samples.CONFIG)
            .examine(notice.activity("edi:asn:ACME:SHIP1", "ACME", "423"), Samples.RECEIVED_AT));
        assertThat(activity.getActivity()).isEqualTo("freight.road.hgv");
        assertThat(activity.getOccurredAt()).isEqualTo("2024-05-03T08:30:00Z");
        assertThat(activity.getSupplierId()).isEqualTo("PLANT7");
        assertThat(activity.getBody().toString()).contains("5000", "lb", "423", "inbound");
        assertThat(notice.from + " " + notice.to).isEqualTo("PLANT7 DC1");
    }

    @Test
    void readsAnEdifactDespatchAdvice() {
        var notice = ShipNotice.ofEdifact(segments(
                "UNH+1+DESADV:D:96A:UN'BGM+351+D-77+9'DTM+137:202405021000:203'DTM+11:20240503:102'MEA+AAE+AAD+KGM:1250.5'NAD+SU+4012345000009::9'NAD+SF+++Acme+Weg 1+Koeln++50667+DE'NAD+CN+4098765000001::9'TDT+20++30'LIN+1'MEA+AAE+AAD+KGM:3"));

        assertThat(missing(notice)).isEmpty();
        assertThat(
                List.of(notice.id, notice.mass().toString(), notice.mode, notice.supplier, notice.from, notice.to))
            .containsExactly("D-77", "1250.5 kg", "road", "4012345000009", "DE-50667", "4098765000001");
        assertThat(notice.shipped).isEqualTo("2024-05-03T00:00:00Z");
        assertThat(notice.isCancelled()).isFalse();
    }

    @Test
    void whatIsMissingIsNamedAtOnce() {
        var notice = ShipNotice.ofX12(segments("ST*856*0001~BSN*00**99999999*~TD1*CTN*1****G*5*XX"));

        assertThat(missing(notice)).containsExactly("FIELD_MISSING shipment_id", "FIELD_MISSING occurred_at",
                "FIELD_MISSING mode", "FIELD_MISSING ship_from", "FIELD_MISSING ship_to", "UNIT_UNKNOWN mass_unit");
    }

    @Test
    void aCancellationNeedsNeitherMassNorModeNorPlaces() {
        var notice = ShipNotice.ofX12(segments("ST*856*0001~BSN*01*SHIP1*20240502*1000~"));

        assertThat(notice.isCancelled()).isTrue();
        assertThat(missing(notice)).isEmpty();
    }

    @Test
    void theWeightOfTheShipmentStandsAndThoseOfItsPackagesAreItsParts() {
        assertThat(x12Mass(
                "HL*1**S~TD1*PLT*2****G*1000*LB~HL*2*1*T~TD1*PLT*1****G*400*LB~HL*3*1*T~TD1*PLT*1****G*600*LB~"))
            .isEqualTo("1000 lb");
        assertThat(edifactMass("MEA+AAE+AAD+KGM:500'CPS+1'CPS+2+1'PAC+1'MEA+PD+AAD+KGM:200'")).isEqualTo("500 kg");
        assertThat(edifactMass("CPS+1'PAC+2'MEA+PD+AAD+KGM:500'CPS+2+1'PAC+1'MEA+PD+AAD+KGM:200'")).isEqualTo("500 kg");
    }

    @Test
    void withoutAWeightOfTheShipmentItsPackagesAreSummed() {
        assertThat(
                x12Mass("HL*1**S~HL*2*1*O~HL*3*2*P~TD1*CTN*1****G*400*LB~HL*4*2*P~TD1*CTN*1****G*600.5*LB~HL*5*4*I~"))
            .isEqualTo("1000.5 lb");
        assertThat(edifactMass(
                "CPS+1'CPS+2+1'PAC+1'MEA+PD+AAD+KGM:200'LIN+1'MEA+PD+AAD+KGM:7'CPS+3+1'PAC+1'MEA+PD+AAD+KGM:300,5'"))
            .isEqualTo("500.5 kg");
        // two groups of packages on one level: 100 + 50
        assertThat(edifactMass("CPS+1'PAC+1'MEA+PD+G+KGM:100'PAC+1'MEA+PD+G+KGM:50'")).isEqualTo("150 kg");
    }

    @Test
    void weightsInDifferentUnitsAreSummedInKilograms() {
        // 0.2 t + 10 lb = 200 + 4.5359237 kg
        assertThat(edifactMass("CPS+1'CPS+2+1'PAC+1'MEA+PD+AAD+TNE:0.2'CPS+3+1'PAC+1'MEA+PD+AAD+LBR:10'"))
            .isEqualTo("204.5359237 kg");
    }

    @Test
    void theWeightOfOnePackageCountsForEachOfThem() {
        assertThat(edifactMass("CPS+1'PAC+4'MEA+PD+AAB+KGM:25'")).isEqualTo("100 kg");
    }

    @Test
    void aGrossWeightGoesBeforeANetOneAndLengthsAndTaraAreNone() {
        assertThat(edifactMass("MEA+PD+HT+CMT:120'MEA+PD+AAC+KGM:90'MEA+PD+T+KGM:5'MEA+PD+AAD+KGM:95'"))
            .isEqualTo("95 kg");
    }

    @Test
    void aSumOfWhichAPartIsMissingIsNone() {
        assertThat(edifactMass("CPS+1'CPS+2+1'PAC+1'MEA+PD+AAD+KGM:200'CPS+3+1'PAC+1'"))
            .isEqualTo("the shipment states no mass, and of its packages only some do");
    }

    @Test
    void aUnitNobodyKnowsIsNamed() {
        assertThat(edifactMass("MEA+AAE+AAD+XYZ:5'")).contains("KGM", "found 'XYZ'");
        assertThat(x12Mass("HL*1**S~TD1*CTN*1****G*5*XX~")).contains("found 'XX'");
    }
}

package io.carbonflow.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Samples;

class ShipNoticeTest {

    private static final EdiSyntax X12 = new EdiSyntax(true, '*', '>', (char) 0, '~');
    private static final EdiSyntax EDIFACT = new EdiSyntax(false, '+', ':', '?', '\'');

    private static List<EdiSegment> segments(EdiSyntax syntax, String text) {
        return Arrays.stream(text.split(syntax.isX12() ? "~" : "'"))
            .map(segment -> new EdiSegment(syntax.elements(segment)))
            .toList();
    }

    private static List<String> missing(ShipNotice notice) {
        var reasons = new Reasons();
        notice.check(reasons);
        return reasons.isEmpty() ? List.of() : Samples.reasonsOf(reasons.refusal(null, null));
    }

    @Test
    void readsAnX12ShipNotice() {
        var notice = ShipNotice.ofX12(segments(X12,
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
        var notice = ShipNotice.ofEdifact(segments(EDIFACT,
                "UNH+1+DESADV:D:96A:UN'BGM+351+D-77+9'DTM+137:202405021000:203'DTM+11:20240503:102'MEA+AAE+AAD+KGM:1250.5'NAD+SU+4012345000009::9'NAD+SF+++Acme+Weg 1+Koeln++50667+DE'NAD+CN+4098765000001::9'TDT+20++30'LIN+1'MEA+AAE+AAD+KGM:3"));

        assertThat(missing(notice)).isEmpty();
        assertThat(
                List.of(notice.id, notice.mass, notice.massUnit, notice.mode, notice.supplier, notice.from, notice.to))
            .containsExactly("D-77", "1250.5", "kg", "road", "4012345000009", "DE-50667", "4098765000001");
        assertThat(notice.shipped).isEqualTo("2024-05-03T00:00:00Z");
        assertThat(notice.isCancelled()).isFalse();
    }

    @Test
    void whatIsMissingIsNamedAtOnce() {
        var notice = ShipNotice.ofX12(segments(X12, "ST*856*0001~BSN*01**99999999*~TD1*CTN*1****G*5*XX"));

        assertThat(missing(notice)).containsExactly("FIELD_MISSING shipment_id", "FIELD_MISSING occurred_at",
                "FIELD_MISSING mode", "FIELD_MISSING ship_from", "FIELD_MISSING ship_to", "UNIT_UNKNOWN mass_unit");
        assertThat(notice.isCancelled()).isTrue();
    }
}

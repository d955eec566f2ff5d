package io.carbonflow.gateway.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.Verdict;

/** No name of a person leaves the bytes: not into ids, attributes or reasons, whatever becomes of the item. */
class NamesTest {

    private static final List<String> NAMES = List.of("JESSICA", "JANE", "JOHN", "ROE", "DOE", "ODERWEG");

    static Stream<Arguments> samples() {
        return Stream.of(Arguments.of(CarrierSamples.dhl(), CarrierSamples.DHL),
                Arguments.of(CarrierSamples.dhl(), CarrierSamples.DHL.replace("253.5", "\"x\"")),
                Arguments.of(CarrierSamples.dhl(),
                        CarrierSamples.DHL.replace("\"status\":\"DELIVERED\"", "\"status\":\"JESSICA\"")
                            .replace("\"loadingMeters\"",
                                    "\"distance\":{\"value\":1,\"unitText\":\"km\"},\"loadingMeters\"")),
                Arguments.of(CarrierSamples.ups(), CarrierSamples.UPS),
                Arguments.of(CarrierSamples.ups(), CarrierSamples.UPS.replace("20240712", "Jane")),
                Arguments.of(CarrierSamples.ups(), CarrierSamples.UPS_OLDER),
                Arguments.of(CarrierSamples.ups(), CarrierSamples.UPS_OLDER.replace("12.5", "-1")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void staysInTheBytes(WayIn way, String payload) {
        for (Verdict verdict : CarrierSamples.verdicts(way, payload)) {
            String derived = verdict.fold(accepted -> accepted.orderedBy() + accepted.activity(), Object::toString,
                    Object::toString, Object::toString)
                .toUpperCase(Locale.ROOT);

            assertThat(NAMES).noneMatch(derived::contains);
        }
    }
}

package io.carbonflow.local.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

class RecomputeCommandTest {

    /** 1247.3 kWh of electricity that carried 385.2 g CO2e/kWh. */
    private static final String RECEIPT = """
            {"activity":"electricity.grid",
            "attribution":{"assumed":false,"category":null,"rule":"energy.own_facility","rules":"default","scope":2,
            "version":1},
            "conversion":{"divisor":1,"multiplier":1},
            "factor":{"edition":"carried","gases":{},"id":"carried:grid_carbon_intensity","mass_unit":"g",
            "methane_origin":"mixed","per":"kWh","published_gwp_set":null,"published_value":385.2,"region":"DE",
            "source":"carried by the event","unit":"g CO2e/kWh","value":385.2,"year":2025},
            "format":1,"gases":{},
            "gwp":{"ch4":27.9,"n2o":273},"gwp_set":"AR6","method":"location_based",
            "methodology":{"id":"ghg_protocol","version":1},"notices":["GWP_AS_PUBLISHED"],
            "quantity_normalised":1247.3,"quantity_received":1247.3,
            "result":{"kg_co2e":480.459960,"kg_co2e_ar4":480.459960,"kg_co2e_ar5":480.459960,
            "kg_co2e_ar6":480.459960},
            "rounding":"half_even, 6 decimals, once","unit":"kWh","unit_received":"kWh"}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void saysSameOfAReceiptThatIsRightHoweverItIsLaidOut() throws IOException {
        assertThat(recompute(RECEIPT)).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("same");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void namesTheFirstMemberThatDoesNotFollowWithLineFoundAndExpected() throws IOException {
        assertThat(recompute(RECEIPT.replace("\"kg_co2e\":480.459960", "\"kg_co2e\":470.459960"))).isEqualTo(1);

        assertThat(out.toString()).contains("line 12: result.kg_co2e", "found    470.459960", "expected 480.459960")
            .doesNotContain("more");
    }

    @Test
    void countsWhatElseDoesNotFollowFromAChangedInput() throws IOException {
        assertThat(recompute(RECEIPT.replace("\"quantity_received\":1247.3", "\"quantity_received\":1000")))
            .isEqualTo(1);

        assertThat(out.toString()).contains("quantity_normalised", "found    1247.3", "expected 1000", "and 4 more");
    }

    @Test
    void endsWithTwoWhereTheTextIsNoReceipt() throws IOException {
        assertThat(recompute("{}")).isEqualTo(2);
        assertThat(recompute("not JSON")).isEqualTo(2);
        assertThat(recompute("")).isEqualTo(2);
        assertThat(recompute(RECEIPT.replace("\"format\":1", "\"format\":99"))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("is not a receipt").contains("99");
    }

    @Test
    void endsWithTwoWhereThereIsNothingToRead() throws IOException {
        assertThat(run(new RecomputeCommand(), directory.resolve("absent.json").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("absent.json is not a receipt", "there is no such file");
        assertThat(run(new RecomputeCommand(), directory.toString())).isEqualTo(2);
        assertThat(run(new RecomputeCommand())).isEqualTo(2);
        Path latin = Files.write(directory.resolve("latin.json"), RECEIPT.replace("DE", "\u00d6").getBytes(ISO_8859_1));
        assertThat(run(new RecomputeCommand(), latin.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("not UTF-8");
    }

    @Test
    void readsStandardInputWhereTheFileIsADash() {
        var input = new ByteArrayInputStream(RECEIPT.getBytes(UTF_8));

        assertThat(run(new RecomputeCommand(input), "-")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("same");
    }

    private int recompute(String text) throws IOException {
        return run(new RecomputeCommand(), Files.writeString(directory.resolve("receipt.json"), text).toString());
    }

    private int run(RecomputeCommand command, String... arguments) {
        return new CommandLine(command).setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    }
}

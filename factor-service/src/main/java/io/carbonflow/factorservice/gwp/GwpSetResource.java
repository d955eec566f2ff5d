package io.carbonflow.factorservice.gwp;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;

/** The global warming potentials every calculation uses. */
@Path("/v1/gwp-sets")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "GWP sets")
public class GwpSetResource {

    /**
     * One IPCC report's potentials.
     *
     * @param id  AR4, AR5 or AR6
     * @param co2 of CO2, by definition 1
     * @param ch4 of methane, by its origin
     * @param n2o of nitrous oxide
     */
    @RegisterForReflection
    public record GwpSetView(String id, BigDecimal co2, Map<String, BigDecimal> ch4, BigDecimal n2o) {}

    /** Every set, oldest first. */
    @RegisterForReflection
    public record Page(List<GwpSetView> items, String nextCursor) {}

    @GET
    @Operation(summary = "kg CO2e per kg of gas over 100 years, by IPCC report")
    public Page all() {
        return new Page(Arrays.stream(GwpSet.values()).map(GwpSetResource::view).toList(), null);
    }

    private static GwpSetView view(GwpSet set) {
        var methane = Arrays.stream(MethaneOrigin.values())
            .collect(Collectors.toMap(MethaneOrigin::code, set::methane, (one, other) -> one, TreeMap::new));
        return new GwpSetView(set.name(), BigDecimal.ONE, methane, set.nitrousOxide());
    }
}

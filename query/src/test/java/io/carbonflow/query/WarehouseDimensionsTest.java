package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.STACK;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Booking.aBooking;
import static io.carbonflow.query.Warehouse.one;
import static io.carbonflow.query.Warehouse.refresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.oneOf;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.carbonflow.database.Migrations;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What the words of a fact mean, now and before, and who may see them. */
@QuarkusTest
@WithTestResource(QueryStack.class)
class WarehouseDimensionsTest {

    private final String facility = anId("FACILITY");
    private final int chain = Warehouse.aChain();

    @Test
    void everyStateOfASupplierIsKeptWithItsTime() throws SQLException {
        // Given
        String id = anId("SUP");
        LEDGER.bookBlock(chain, 1, aBooking().supplier(id).kg("1"));
        refresh();
        assertThat(states(id)).containsExactly("null false 0001 9999");

        // When
        put(id, "Müller");
        put(id, "Müller");
        put(id, "Maier");

        // Then: the one registered is what the entries named before
        assertThat(states(id)).containsExactly("Müller true 0001 " + year(), "Maier true " + year() + " 9999");
        asOwner().delete("/v1/suppliers/{id}", id).then().statusCode(204);
        assertThat(states(id)).containsExactly("Müller true 0001 " + year(), "Maier true " + year() + " " + year(),
                "null false " + year() + " 9999");
        assertThat(
                one("select count(*) from warehouse.dim_supplier a join warehouse.dim_supplier b using (tenant_id, id) "
                        + "where a.id = '" + id + "' and a.valid_to = b.valid_from"))
            .isEqualTo("2");
    }

    @Test
    void everyWordOfAFactIsExplained() throws SQLException {
        // Given
        LEDGER.bookBlock(chain, 1,
                aBooking().facility(facility).scope(3, 4).method("distance_based").factor("f-" + facility, "2025.1"));
        refresh();

        // Then
        assertThat(
                one("""
                        select d.year || '-' || d.month || ' ' || d.iso_week || ' ' || d.weekday || ' ' || c.name || '/' || c.stream
                            || ' ' || m.name || ' ' || x.source || ' ' || x.region || ' ' || x.value || ' ' || x.unit
                            || ' ' || l.registered || s.registered || u.registered || ' ' || f.quantity || f.unit
                        from warehouse.fact_emission_day f
                        join warehouse.dim_date d using (day)
                        join warehouse.dim_category c using (scope, category)
                        join warehouse.dim_method m using (method)
                        join warehouse.dim_factor x using (tenant_id, factor_id, factor_edition)
                        join warehouse.dim_facility l on l.tenant_id = f.tenant_id and l.id = f.facility_id
                        join warehouse.dim_source s on s.tenant_id = f.tenant_id and s.id = f.source_id
                        join warehouse.dim_supplier u on u.tenant_id = f.tenant_id and u.id = f.supplier_id
                        where f.facility_id = '%s'"""
                    .formatted(facility)))
            .isEqualTo(
                    "2025-11 45 1 Upstream transportation and distribution/upstream Distance-based method carried by the event DE "
                            + "385.2 g CO2e/kWh falsefalsefalse 1247.3kWh");
    }

    @Test
    void ofFactorsThatEventsBringNothingIsSaidThatHoldsForOneOfThem() throws SQLException {
        LEDGER.bookBlock(chain, 1, aBooking().facility(facility).factor("carried:" + facility));
        refresh();

        assertThat(one("select num_nulls(source, region, year, value, unit, per) || ' of ' || factor_edition "
                + "from warehouse.dim_factor where factor_id = 'carried:" + facility + "'"))
            .isEqualTo("6 of carried");
    }

    @Test
    void aTenantSeesItsOwnFactsAndNobodyWritesThem() throws SQLException {
        LEDGER.bookBlock(chain, 1, aBooking().facility(facility).kg("1"),
                aBooking().tenant(TestStack.OTHER_TENANT).facility(facility).kg("2"));
        refresh();

        try (var connection = STACK.connection(Migrations.QUERY_ROLE); var statement = connection.createStatement()) {
            String sum = "select sum(kg_co2e)::text from warehouse.fact_emission_day where facility_id = '" + facility
                    + "'";
            assertThat(one(connection, sum)).isNull();
            statement.execute("set carbonflow.tenant = 'other'");
            assertThat(one(connection, sum)).isEqualTo("2.000000");
            assertThatThrownBy(() -> statement.execute("update warehouse.fact_emission_day set kg_co2e = 0"))
                .hasMessageContaining("permission denied");
            assertThatThrownBy(
                    () -> statement.execute("select * from warehouse.rebuild('demo', '2025-11-01', '2025-12-01')"))
                .hasMessageContaining("not the caller's");
        }
        assertThat(one("select count(*) from pg_class where relnamespace = 'warehouse'::regnamespace and relkind = 'r' "
                + "and not (relrowsecurity and relforcerowsecurity)"))
            .isEqualTo("0");
    }

    private static void put(String id, String name) {
        Api.awaitReady();
        asOwner().contentType("application/json")
            .body(Map.of("id", id, "name", name))
            .put("/v1/suppliers/{id}", id)
            .then()
            .statusCode(oneOf(200, 201));
    }

    private static List<String> states(String supplier) throws SQLException {
        var states = new ArrayList<String>();
        try (Connection connection = LEDGER.connection();
                var rows = connection.createStatement()
                    .executeQuery(
                            """
                                    select coalesce(name, 'null') || ' ' || registered || ' ' || to_char(valid_from at time zone 'UTC', 'YYYY')
                                        || ' ' || to_char(valid_to at time zone 'UTC', 'YYYY')
                                    from warehouse.dim_supplier where id = '%s' order by valid_from"""
                                .formatted(supplier))) {
            while (rows.next()) {
                states.add(rows.getString(1));
            }
        }
        return states;
    }

    private static String year() throws SQLException {
        return one("select to_char(now() at time zone 'UTC', 'YYYY')");
    }
}

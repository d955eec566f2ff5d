package io.carbonflow.query;

import static io.carbonflow.query.Api.STACK;
import static io.carbonflow.query.Api.asOwner;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(QueryStack.class)
class ExpensiveQueryTest {

    @Test
    void isGivenUpWithWordsThatHelp() throws SQLException {
        // Given: somebody holds the table, so that no statement on it can end
        try (var connection = STACK.superuserConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table ledger.entry in access exclusive mode");

            // Then
            asOwner().get("/v1/inventory?group_by=activity")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("5"))
                .body("detail", containsString("shorter period"));
            connection.rollback();
        }
    }

    @Test
    void thatHasTooManyGroupsIsRefusedAndNotCutShort() {
        // Given
        String facility = Api.anId("FACILITY");
        var bookings = new Booking[1001];
        for (int i = 0; i < bookings.length; i++) {
            bookings[i] = Booking.aBooking().facility(facility).supplier(facility + i);
        }
        Api.LEDGER.book(bookings);

        // Then
        asOwner().get("/v1/inventory?group_by=supplier&facility_id={id}", facility)
            .then()
            .statusCode(422)
            .body("reasons[0].field", equalTo("group_by"));
    }
}

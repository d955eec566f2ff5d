package io.carbonflow.query;

import static io.restassured.RestAssured.given;
import static io.restassured.config.JsonConfig.jsonConfig;
import static org.awaitility.Awaitility.await;

import java.util.UUID;

import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.restassured.RestAssured;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.specification.RequestSpecification;

/** How the tests reach the service and its surroundings. */
final class Api {

    static final TestStack STACK = TestStack.with(StackPart.POSTGRES, StackPart.KAFKA, StackPart.REGISTRY);
    static final Ledger LEDGER = new Ledger(STACK);

    private Api() {}

    /** A request of the owner of the first tenant; numbers are read as exact decimals. */
    static RequestSpecification asOwner() {
        return with(TestStack.API_KEY);
    }

    static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key)
            .config(RestAssured.config().jsonConfig(jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL)));
    }

    /** Waits until every schema is registered, which master data needs. */
    static void awaitReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    /** An id no other test uses, so that tests share the tables without meeting. */
    static String anId(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }
}

/**
 * Sends events to Carbonflow in a few lines:
 *
 * <pre>{@code
 * try (var carbon = CarbonEventProducer.overHttp(URI.create("http://localhost:8081"), apiKey)) {
 *     var event = CarbonEvent.energy("electricity.grid", "1247.3", "kWh")
 *         .id("evt-0001").source("SM-PLANT-DE-042").facility("FACILITY_MUENCHEN_01").country("DE")
 *         .occurredAt(Instant.parse("2025-11-03T10:00:00Z")).build();
 *     Delivery delivery = carbon.send(event);
 *     delivery.reasons().forEach(reason -> System.err.println(reason.detail()));
 * }
 * }</pre>
 *
 * The contract the gateway applies is part of this library, so an event that would be refused never leaves.
 */
package io.carbonflow.client;

package io.carbonflow.gateway.intake;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The ways in for activities and readings in their canonical form, over HTTP and MQTT. */
@Singleton
class CanonicalWays {

    private record Way(String channel, Adapter adapter) implements WayIn {

        @Override
        public Batch read(Envelope envelope, byte[] body) {
            return adapter.read(envelope, body);
        }
    }

    @Produces
    @Singleton
    WayIn activities(JsonBatches json) {
        return new Way(Channel.ACTIVITIES, json::activities);
    }

    @Produces
    @Singleton
    WayIn readings(JsonBatches json) {
        return new Way(Channel.READINGS, json::readings);
    }

    @Produces
    @Singleton
    WayIn activitiesOverMqtt(JsonBatches json) {
        return new Way(Channel.MQTT_ACTIVITIES, json::activities);
    }

    @Produces
    @Singleton
    WayIn readingsOverMqtt(JsonBatches json) {
        return new Way(Channel.MQTT_READINGS, json::readings);
    }
}

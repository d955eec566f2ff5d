package io.carbonflow.metering.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.Topics;
import io.quarkus.runtime.StartupEvent;

/** Holds what this stage may write against what the broker takes, once at the start, and says where that is less. */
@ApplicationScoped
class BrokerLimits {

    private static final Logger LOG = Logger.getLogger(BrokerLimits.class);
    private static final int ANSWER_MILLIS_MAX = 60_000;
    private static final List<String> WRITTEN = List.of(Topics.RAW_ENERGY, Topics.RAW_SUPPLIER, Topics.RAW_CONTEXT,
            Topics.DEAD_INTAKE, Topics.SOURCES_STATE, Topics.QUALITY_ALERTS, Topics.DEVICE_COMMANDS);

    private final String servers;
    private final int recordBytesMax;

    BrokerLimits(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, MeteringConfig config) {
        this.servers = servers;
        this.recordBytesMax = config.recordBytesMax();
    }

    void start(@Observes StartupEvent started) {
        Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS_MAX));
        var topics = WRITTEN.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
        var thread = new Thread(() -> ask(admin, topics), "broker-limits");
        thread.setDaemon(true);
        thread.start();
    }

    private void ask(Admin admin, Collection<ConfigResource> topics) {
        try (admin) {
            tooSmall(admin.describeConfigs(topics).all().get(), recordBytesMax).forEach(LOG::error);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.warnf("the broker does not say how large a record may be: %s", e.getCause().getMessage());
        }
    }

    /** What is to be said of topics that take less than is written, a sentence each. */
    static List<String> tooSmall(Map<ConfigResource, Config> topics, int recordBytesMax) {
        var sentences = new ArrayList<String>();
        topics.forEach((topic, settings) -> {
            var limit = settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (limit != null && Integer.parseInt(limit.value()) < recordBytesMax) {
                sentences.add("the topic " + topic.name() + " takes records of up to " + limit.value()
                        + " bytes and this stage writes up to " + recordBytesMax
                        + ": raise max.message.bytes there (message.max.bytes of the broker for all topics),"
                        + " or lower carbonflow.metering.record-bytes-max");
            }
        });
        return sentences.stream().sorted().toList();
    }
}

package io.carbonflow.calculator.intake;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Down while the broker does not answer. Quarkus' own check waits a minute for that answer, longer than any prober; a
 * consumer without records to read does not notice an outage at all.
 */
@Readiness
@ApplicationScoped
public class BrokerReadiness implements HealthCheck {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final String servers;
    private final Admin admin;

    BrokerReadiness(@ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                AdminClientConfig.CLIENT_ID_CONFIG, "calculator-health",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L));
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("broker answers");
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) ANSWER_MAX.toMillis()))
                .clusterId()
                .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return response.up().build();
        } catch (ExecutionException | TimeoutException e) {
            return response.down().withData("broker", servers).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return response.down().build();
        }
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

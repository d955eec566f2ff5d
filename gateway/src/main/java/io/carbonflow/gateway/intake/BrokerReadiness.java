package io.carbonflow.gateway.intake;

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

/** Down while the message broker does not answer. Says so within two seconds, where the client's own check takes a minute. */
@Readiness
@ApplicationScoped
public class BrokerReadiness implements HealthCheck {

    private static final int ANSWER_MILLIS_MAX = 2_000;

    private final Admin admin;

    BrokerReadiness(@ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("message broker answers").status(answers()).build();
    }

    private boolean answers() {
        try {
            return !admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS_MAX))
                .nodes()
                .get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}

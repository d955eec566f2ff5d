package io.carbonflow.local.stack;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.carbonflow.embedded.EmbeddedKafka;
import io.carbonflow.embedded.EmbeddedMqtt;
import io.carbonflow.embedded.EmbeddedPostgres;
import io.carbonflow.embedded.EmbeddedRegistry;
import io.carbonflow.embedded.KafkaTopics;
import io.carbonflow.embedded.Part;

/** The embedded parts and the five services, as far as no external one replaces a part. */
public final class LocalStack implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofSeconds(180);

    private final StackSettings settings;
    private final Progress progress;
    private final DataLock lock;
    private final ExecutorService starters = Executors.newCachedThreadPool(LocalStack::daemon);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1, LocalStack::daemon);
    private final Supervisor supervisor;
    private final Optional<EmbeddedKafka> kafka;
    private final Optional<EmbeddedPostgres> postgres;
    private final Optional<EmbeddedMqtt> mqtt;
    private final Optional<EmbeddedRegistry> registry;
    private final Addresses addresses;
    private final List<ServicePart> services = new ArrayList<>();
    private boolean isClosed;

    /** A stack that is not started yet. Holds the data directory for itself until it is closed. */
    public LocalStack(StackSettings settings, Path root, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        lock = DataLock.of(settings.data());
        supervisor = new Supervisor(progress, scheduler, starters);
        var data = settings.data();
        kafka = settings.externalKafka().isPresent()
                ? Optional.empty()
                : Optional.of(new EmbeddedKafka(data, settings.kafkaPort()));
        postgres = settings.externalPostgres().isPresent()
                ? Optional.empty()
                : Optional.of(new EmbeddedPostgres(data, settings.postgresPort(), settings.postgresPassword(),
                        EmbeddedPostgres.Durability.FULL));
        mqtt = settings.externalMqtt().isPresent()
                ? Optional.empty()
                : Optional.of(new EmbeddedMqtt(data, settings.mqttPort(), new EmbeddedMqtt.Keys(settings.tenant(),
                        settings.apiKey(), settings.extraKeys(), settings.gatewayKey()), settings.secureMqtt()));
        registry = settings.externalRegistryUrl().isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedRegistry.in(Database.registryStorage(settings, postgres), data,
                        settings.registryPort()));
        addresses = new Addresses(settings);
        for (ServiceKind kind : ServiceKind.values()) {
            services.add(new ServicePart(kind, data, settings.port(kind), root,
                    ServiceEnvironment.of(kind, settings, addresses)));
        }
    }

    /** Starts everything and returns when every service is ready. */
    public void start() {
        Stream.concat(embedded(), services.stream()).forEach(Part::endStale);
        var database = postgres.map(part -> later(part, "localhost:" + part.port()))
            .orElse(done())
            .thenRunAsync(this::migrate, starters);
        var broker = kafka.map(part -> later(part, part.bootstrapServers()))
            .orElse(done())
            .thenRunAsync(() -> KafkaTopics.create(addresses.kafka()), starters);
        var mqttBroker = mqtt.map(part -> later(part, "localhost:" + part.port())).orElse(done());
        // The services wait for the registry themselves, so it starts beside them.
        var schemas = database.thenCompose(
                ignored -> registry.map(part -> later(part, part.url())).orElse(done()));
        var all = CompletableFuture.allOf(database, broker, mqttBroker)
            .thenCompose(ignored -> CompletableFuture
                .allOf(services.stream().map(this::startService).toArray(CompletableFuture[]::new)));
        join(CompletableFuture.allOf(all, schemas));
        progress.say(addresses.readyLine());
    }

    private void migrate() {
        long startedAt = System.nanoTime();
        try {
            Database.migrate(settings, postgres);
        } catch (SQLException e) {
            throw new CompletionException(new SettingsException("the database cannot be migrated: " + e.getMessage()));
        }
        progress.ready("database schema", startedAt, "");
    }

    private CompletableFuture<Void> later(Part part, String address) {
        return CompletableFuture.runAsync(() -> {
            long startedAt = System.nanoTime();
            part.start();
            supervisor.watch(part);
            progress.ready(part.name(), startedAt, address);
        }, starters);
    }

    private CompletableFuture<Void> startService(ServicePart service) {
        return CompletableFuture.runAsync(() -> {
            long startedAt = System.nanoTime();
            service.start();
            supervisor.watch(service);
            awaitReady(service);
            progress.ready(service.name(), startedAt, addresses.of(service.name()));
        }, starters);
    }

    private static void awaitReady(ServicePart service) {
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        while (!service.isServiceReady()) {
            if (System.nanoTime() > deadline) {
                throw new SettingsException(service.name() + " is not ready after " + READY_MAX.toSeconds()
                        + " s; down: " + service.whatIsDown() + "; see " + service.logFile());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The parts that run, by name, for reports. */
    public List<Part> parts() {
        return Stream.concat(embedded(), services.stream()).toList();
    }

    public Map<ServiceKind, String> urls() {
        return addresses.services();
    }

    private Stream<Part> embedded() {
        return Stream.<Optional<? extends Part>>of(mqtt, kafka, registry, postgres).flatMap(Optional::stream);
    }

    /** Stops the services, then the parts below them: the gateway first, PostgreSQL last. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        supervisor.stop();
        mqtt.ifPresent(Part::stop);
        services.stream().filter(service -> service.name().equals("gateway")).forEach(Part::stop);
        var rest = services.stream().map(service -> CompletableFuture.runAsync(service::stop, starters));
        CompletableFuture.allOf(rest.toArray(CompletableFuture[]::new)).join();
        registry.ifPresent(Part::stop);
        kafka.ifPresent(Part::stop);
        postgres.ifPresent(Part::stop);
        scheduler.shutdownNow();
        starters.shutdown();
        try {
            starters.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.close();
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static void join(CompletableFuture<Void> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "stack");
        thread.setDaemon(true);
        return thread;
    }
}

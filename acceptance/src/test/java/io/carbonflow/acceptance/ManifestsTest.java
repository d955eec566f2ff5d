package io.carbonflow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.carbonflow.contracts.Topics;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.sources.v1.KafkaSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.strimzi.api.kafka.model.topic.KafkaTopic;

/** The manifests, read strictly as what they claim to be, agree with the services as they are built. */
class ManifestsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path BASE = ROOT.resolve("k8s/base");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Map<String, Class<?>> MODELS = Map.of(
            "serving.knative.dev/v1 Service", Service.class,
            "sources.knative.dev/v1 KafkaSource", KafkaSource.class,
            "kafka.strimzi.io/v1beta2 KafkaTopic", KafkaTopic.class,
            "apps/v1 StatefulSet", StatefulSet.class,
            "v1 Service", io.fabric8.kubernetes.api.model.Service.class,
            "v1 ConfigMap", ConfigMap.class,
            "v1 Namespace", Namespace.class,
            "batch/v1 Job", Job.class);
    /** Kinds without a published Java model; they are read as YAML only. */
    private static final Set<String> UNTYPED = Set.of("postgresql.cnpg.io/v1 Cluster",
            "kustomize.config.k8s.io/v1beta1 Kustomization");

    private static final List<JsonNode> DOCUMENTS = new ArrayList<>();

    @BeforeAll
    static void readEveryDocument() throws IOException {
        for (Path file : manifestFiles()) {
            try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
                documents.forEachRemaining(DOCUMENTS::add);
            }
        }
    }

    @Test
    void everyDocumentIsExactlyWhatItsKindAllows() {
        for (JsonNode document : DOCUMENTS) {
            String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
            if (UNTYPED.contains(kind)) {
                continue;
            }
            assertThat(MODELS).as("a typed model for %s", kind).containsKey(kind);
            var model = YAML.convertValue(document, MODELS.get(kind));
            assertThat(UnplacedFields.of(model)).as("unknown fields of %s %s", kind,
                    document.path("metadata").path("name").asText())
                .isEmpty();
        }
    }

    @Test
    void theKustomizationNamesEveryFile() throws IOException {
        var named = new TreeSet<String>();
        documentsOf("Kustomization").forEach(kustomization -> kustomization.path("resources")
            .forEach(resource -> named.add(resource.asText())));

        assertThat(named).containsExactlyElementsOf(manifestFiles().stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.equals("kustomization.yaml"))
            .collect(Collectors.toCollection(TreeSet::new)));
    }

    static Stream<String> services() {
        return Stream.of("gateway", "gateway-mqtt", "factor-service", "calculator", "ledger", "query");
    }

    @ParameterizedTest
    @MethodSource("services")
    void portAndProbesAreTheServicesOwn(String service) throws IOException {
        int port = Integer.parseInt(propertiesOf(service).getProperty("quarkus.http.port"));
        var container = containerOf(service);

        assertThat(container.getPorts()).singleElement()
            .satisfies(declared -> assertThat(declared.getContainerPort()).isEqualTo(port));
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
        assertThat(container.getReadinessProbe().getHttpGet().getPort().getIntVal()).isEqualTo(port);
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getLivenessProbe().getHttpGet().getPort().getIntVal()).isEqualTo(port);
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyEnvironmentVariableIsOneTheServiceReads(String service) throws IOException {
        String configuration = Files.readString(applicationProperties(service));
        // Read by the platform through its documented mapping, so no service names them itself.
        var platform = Set.of("CARBONFLOW_API_KEY", "CARBONFLOW_EXTRA_KEYS", "CARBONFLOW_SERVICE_KEY",
                "CARBONFLOW_TENANT");

        for (EnvVar variable : containerOf(service).getEnv()) {
            assertThat(platform.contains(variable.getName()) || configuration.contains("${" + variable.getName())
                    || configuration.contains(propertyOf(variable.getName())))
                .as("%s reads %s", service, variable.getName())
                .isTrue();
        }
    }

    @Test
    void theMeteringStageIsALivingProcessWithPortProbesAndVariablesOfItsOwn() throws IOException {
        var stage = YAML.convertValue(documentsOf("StatefulSet").findFirst().orElseThrow(), StatefulSet.class);
        var container = stage.getSpec().getTemplate().getSpec().getContainers().get(0);
        String configuration = Files.readString(ROOT.resolve("metering/src/main/resources/application.properties"));

        assertThat(configuration).contains(
                "quarkus.http.port=" + container.getPorts().get(0).getContainerPort() + System.lineSeparator());
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getEnv()).extracting(EnvVar::getName)
            .filteredOn(name -> name.startsWith("CARBONFLOW_METERING"))
            .isNotEmpty()
            .allSatisfy(name -> assertThat(configuration).contains("${" + name));
        assertThat(container.getEnv()).filteredOn(variable -> variable.getName().equals("CARBONFLOW_METERING_STATE"))
            .extracting(EnvVar::getValue)
            .containsExactly(container.getVolumeMounts().get(0).getMountPath());
    }

    @Test
    void everySharedEndpointIsReadBySomeService() throws IOException {
        var configurations = new StringBuilder();
        for (String service : services().toList()) {
            configurations.append(Files.readString(applicationProperties(service)));
        }
        var endpoints = YAML.convertValue(documentsOf("ConfigMap").findFirst().orElseThrow(), ConfigMap.class);

        assertThat(endpoints.getData().keySet())
            .allSatisfy(variable -> assertThat(configurations).contains("${" + variable));
    }

    @Test
    void theTopicsAreExactlyThoseOfTheContracts() {
        var declared = documentsOf("KafkaTopic").map(topic -> YAML.convertValue(topic, KafkaTopic.class)).toList();
        var expected = new TreeSet<>(Topics.valueSchemas().keySet());
        expected.add(Topics.SUPPLIER_FOOTPRINTS);
        expected.add(Topics.LEDGER_HEADS);

        assertThat(declared).extracting(topic -> topic.getMetadata().getName())
            .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(declared).allSatisfy(topic -> assertThat("compact".equals(topic.getSpec()
            .getConfig()
            .get("cleanup.policy"))).isEqualTo(Topics.COMPACTED.contains(topic.getMetadata().getName())));
        assertThat(declared).filteredOn(topic -> Integer.valueOf(-1)
            .equals(topic.getSpec()
                .getConfig()
                .get("retention.ms")))
            .extracting(topic -> topic.getMetadata().getName())
            .containsExactlyInAnyOrderElementsOf(Topics.KEPT);
    }

    @Test
    void aTopicTakesTheLargestRecordAServiceWrites() {
        assertThat(documentsOf("KafkaTopic").map(topic -> YAML.convertValue(topic, KafkaTopic.class)))
            .isNotEmpty()
            .allSatisfy(topic -> assertThat(topic.getSpec().getConfig()).containsEntry("max.message.bytes",
                    4 * 1024 * 1024));
    }

    @Test
    void anEmissionFindsThePartitionOfItsRawRecord() {
        var partitions = documentsOf("KafkaTopic").map(topic -> YAML.convertValue(topic, KafkaTopic.class))
            .filter(topic -> Topics.RAW_ACTIVITIES.contains(topic.getMetadata().getName())
                    || topic.getMetadata().getName().equals(Topics.CALCULATED_EMISSIONS))
            .map(topic -> topic.getSpec().getPartitions())
            .collect(Collectors.toSet());

        assertThat(partitions).hasSize(1);
    }

    @Test
    void aSourceDeliversTopicsThatExistToAServiceThatListens() {
        for (JsonNode document : documentsOf("KafkaSource").toList()) {
            var source = YAML.convertValue(document, KafkaSource.class);
            String sink = source.getSpec().getSink().getRef().getName();

            assertThat(Topics.valueSchemas().keySet()).containsAll(source.getSpec().getTopics());
            assertThat(containerOf(sink).getEnv()).extracting(EnvVar::getName, EnvVar::getValue)
                .as("%s takes CloudEvents and leaves the topics to the source", sink)
                .contains(org.assertj.core.groups.Tuple.tuple("CARBONFLOW_CLOUDEVENTS_ENABLED", "true"),
                        org.assertj.core.groups.Tuple.tuple("CARBONFLOW_KAFKA_CONSUME", "false"));
        }
    }

    @Test
    void secretsStandInTheManifestsByReferenceOnly() {
        assertThat(documentsOf("Secret")).isEmpty();
        for (JsonNode document : DOCUMENTS) {
            document.findParents("name")
                .stream()
                .filter(node -> node.path("name").asText().matches(".*(PASSWORD|KEY|KEYS|SECRET|TOKEN).*"))
                .forEach(node -> assertThat(node.has("value")).as("%s has a literal value", node).isFalse());
        }
    }

    @Test
    void onlyTheHolderOfTheMqttSessionStaysAwake() {
        services().forEach(service -> assertThat(annotationsOf(service).get("autoscaling.knative.dev/min-scale"))
            .as(service)
            .isEqualTo(service.equals("gateway-mqtt") ? "1" : "0"));
    }

    @Test
    void exactlyOneInstanceHoldsTheMqttSession() {
        assertThat(annotationsOf("gateway-mqtt")).containsEntry("autoscaling.knative.dev/max-scale", "1");
        assertThat(containerOf("gateway").getEnv()).extracting(EnvVar::getName, EnvVar::getValue)
            .contains(org.assertj.core.groups.Tuple.tuple("CARBONFLOW_MQTT_ENABLED", "false"));
        assertThat(containerOf("gateway-mqtt").getEnv()).extracting(EnvVar::getName)
            .contains("CARBONFLOW_MQTT_PASSWORD")
            .doesNotContain("CARBONFLOW_MQTT_ENABLED");
    }

    private static Map<String, String> annotationsOf(String service) {
        return YAML.convertValue(serviceDocument(service), Service.class)
            .getSpec()
            .getTemplate()
            .getMetadata()
            .getAnnotations();
    }

    private static String propertyOf(String variable) {
        return variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    }

    private static Container containerOf(String service) {
        return YAML.convertValue(serviceDocument(service), Service.class)
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .get(0);
    }

    private static JsonNode serviceDocument(String service) {
        return documentsOf("Service").filter(node -> node.path("metadata").path("name").asText().equals(service))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no Knative Service is named " + service));
    }

    private static Stream<JsonNode> documentsOf(String kind) {
        return DOCUMENTS.stream().filter(document -> document.path("kind").asText().equals(kind));
    }

    private static List<Path> manifestFiles() throws IOException {
        try (var files = Files.walk(BASE)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    /** The module that a deployed service runs: the image without its tag. */
    private static Path applicationProperties(String service) {
        String module = containerOf(service).getImage().replaceAll("^.*/|:.*$", "");
        return ROOT.resolve(module).resolve("src/main/resources/application.properties");
    }

    private static Properties propertiesOf(String service) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(applicationProperties(service))) {
            properties.load(reader);
        }
        return properties;
    }
}

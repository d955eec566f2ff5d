package io.carbonflow.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** Who may know whom. The modules are read as compiled, so that a rule holds for what runs. */
class ModuleRulesTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> SERVICES = List.of("gateway", "factor-service", "metering", "calculator",
            "ledger",
            "query");
    private static final List<String> SERVICES_WITH_RULES = List.of("factor-service", "calculator");
    /** Logarithms and sines have no exact decimals: a spread and a distance on a sphere, both rounded at once. */
    private static final Set<String> WITHOUT_DECIMALS = Set.of("io.carbonflow.accounting.quality.Uncertainty",
            "io.carbonflow.accounting.transport.GreatCircle");
    private static final Set<String> FLOATING = Set.of("double", "float", "[D", "[F", "java.lang.Double",
            "java.lang.Float");
    private static final String[] FRAMEWORKS = {"io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..",
            "org.apache.kafka..", "java.sql..", "javax.sql..", "com.fasterxml.jackson..", "org.eclipse.microprofile.."};

    static Stream<String> services() {
        return SERVICES.stream();
    }

    @Test
    void accountingKnowsNoFrameworkNoWireAndNoDatabase() {
        noClasses().should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", "io.carbonflow.contracts..", "dev.cel..", "io.carbonflow.rules..")
            .check(classesOf("accounting"));
    }

    @Test
    void rulesKnowTheAccountingAndNoFrameworkWireOrDatabase() {
        noClasses().should()
            .dependOnClassesThat()
            .resideInAnyPackage(Stream.of(FRAMEWORKS)
                .filter(framework -> !framework.startsWith("com.fasterxml.jackson"))
                .toArray(String[]::new))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", "io.carbonflow.contracts..", "io.carbonflow.platform..",
                    "com.google.protobuf..")
            .check(classesOf("rules"));
    }

    @Test
    void onlyWhoReadsRuleDocumentsKnowsThem() {
        for (String module : List.of("gateway", "ledger", "query", "platform", "contracts")) {
            noClasses().should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.carbonflow.rules..", "dev.cel..")
                .because(SERVICES_WITH_RULES + " read rule documents, " + module + " does not")
                .check(classesOf(module));
        }
        for (String service : SERVICES_WITH_RULES) {
            noClasses().should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cel..")
                .because("conditions are asked through the accounting's own interface")
                .check(classesOf(service));
        }
    }

    @Test
    void whatIsTakenInIsDecidedWithoutFramework() {
        noClasses().should()
            .dependOnClassesThat()
            .resideInAnyPackage(Stream.of(FRAMEWORKS)
                .filter(framework -> !framework.startsWith("com.fasterxml.jackson"))
                .toArray(String[]::new))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.carbonflow.platform..", "io.carbonflow.gateway..", "io.carbonflow.metering..")
            .because("a client holds items against the same contract as the gateway")
            .check(classesOf("intake"));
    }

    @Test
    void theClientBringsNoFramework() {
        noClasses().should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..",
                    "org.eclipse.microprofile..", "io.carbonflow.platform..", "io.carbonflow.gateway..")
            .check(classesOf("client"));
    }

    @Test
    void contractsKnowNoFramework() {
        noClasses().that()
            .resideInAPackage("io.carbonflow.contracts")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .check(classesOf("contracts"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceKnowsNoOtherService(String service) {
        String[] others = SERVICES.stream()
            .filter(other -> !other.equals(service))
            .map(other -> packageOf(other) + "..")
            .toArray(String[]::new);

        noClasses().should()
            .dependOnClassesThat()
            .resideInAnyPackage(others)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.carbonflow.local..", "io.carbonflow.embedded..",
                    "io.carbonflow.testsupport..", "io.carbonflow.database..")
            .check(classesOf(service));
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceStaysInItsOwnPackage(String service) {
        assertThat(classesOf(service).stream().filter(type -> type.getPackageName().startsWith("io.carbonflow")))
            .allMatch(type -> type.getPackageName().startsWith(packageOf(service)));
    }

    @Test
    void thePlatformKnowsNoService() {
        String[] services = SERVICES.stream().map(service -> packageOf(service) + "..").toArray(String[]::new);

        noClasses().should().dependOnClassesThat().resideInAnyPackage(services).check(classesOf("platform"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounting", "rules", "contracts", "intake"})
    void noFloatingPointInTheArithmetic(String module) {
        // Invariant 7. What takes or gives a double is looked for, wherever it is called; how full a map may get is no figure.
        var exact = classesOf(module).that(describe("are exact",
                type -> !WITHOUT_DECIMALS.contains(type.getName()) && !isGenerated(type)
                        && !type.isAssignableTo(Map.class)));

        assertThat(exact.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> isFloating(field.getRawType()))).isEmpty();
        assertThat(exact.stream()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(unit -> isFloating(unit.getRawReturnType(), unit.getRawParameterTypes()))).isEmpty();
        assertThat(exact.stream()
            .flatMap(type -> type.getCodeUnitCallsFromSelf().stream())
            .filter(call -> !call.getTargetOwner().isAssignableTo(Map.class))
            .filter(call -> isFloating(call.getTarget().getRawReturnType(), call.getTarget().getRawParameterTypes())))
            .isEmpty();
    }

    @Test
    void theClassesWithoutDecimalsAreThere() {
        assertThat(classesOf("accounting").stream().map(JavaClass::getName)).containsAll(WITHOUT_DECIMALS);
    }

    /** Avro's generated records know how to convert every logical type, doubles included. */
    private static boolean isGenerated(JavaClass type) {
        return type.getPackageName().startsWith("io.carbonflow.contracts.avro");
    }

    private static boolean isFloating(JavaClass returned, List<JavaClass> parameters) {
        return isFloating(returned) || parameters.stream().anyMatch(ModuleRulesTest::isFloating);
    }

    private static boolean isFloating(JavaClass type) {
        return FLOATING.contains(type.getName());
    }

    @ParameterizedTest
    @MethodSource("services")
    void noFloatingPointOnTheWayToTheLedger(String service) {
        // Invariant 7. Rates and timings of metrics are not quantities, so only fields of a service's records are looked at.
        assertThat(classesOf(service).stream()
            .filter(JavaClass::isRecord)
            .flatMap(type -> type.getFields().stream())
            .filter(field -> FLOATING.contains(field.getRawType().getName()))).isEmpty();
    }

    private static JavaClasses classesOf(String module) {
        Path classes = ROOT.resolve(module).resolve("target/classes");
        assertThat(Files.isDirectory(classes)).as("%s is compiled", module).isTrue();
        var imported = new ClassFileImporter().importPath(classes);
        assertThat(imported).as("classes of %s", module).isNotEmpty();
        return imported;
    }

    private static String packageOf(String service) {
        return "io.carbonflow." + service.replace("-", "");
    }
}

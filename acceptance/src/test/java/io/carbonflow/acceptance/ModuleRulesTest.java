package io.carbonflow.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** Who may know whom. The modules are read as compiled, so that a rule holds for what runs. */
class ModuleRulesTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> SERVICES = List.of("gateway", "factor-service", "calculator", "ledger", "query");
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
            .resideInAnyPackage("org.apache.avro..", "io.carbonflow.contracts..")
            .check(classesOf("accounting"));
    }

    @Test
    void rulesKnowAccountingAndNoFrameworkNoWireAndNoDatabase() {
        noClasses().should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..", "org.apache.kafka..",
                    "java.sql..", "javax.sql..", "org.eclipse.microprofile..", "org.apache.avro..",
                    "io.carbonflow.contracts..", "com.google.protobuf..")
            .check(classesOf("rules"));
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
    @MethodSource("services")
    void noFloatingPointOnTheWayToTheLedger(String service) {
        // Invariant 7. Rates and timings of metrics are not quantities, so only fields of our records are looked at; the
        // one exception is the sine of a latitude, which no decimal holds.
        for (String module : List.of("accounting", "rules", "contracts", service)) {
            assertThat(classesOf(module).stream()
                .filter(type -> type.isRecord() && !type.getName().contains(".GreatCircle$"))
                .flatMap(type -> type.getFields().stream())
                .filter(field -> List.of("double", "float", "java.lang.Double", "java.lang.Float")
                    .contains(field.getRawType().getName())))
                .as(module)
                .isEmpty();
        }
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

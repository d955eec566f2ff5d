package io.carbonflow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fabric8.knative.serving.v1.Service;

class UnplacedFieldsTest {

    @Test
    void aMisspeltFieldDeepInAManifestIsFound() throws Exception {
        var service = new ObjectMapper().readValue("""
                {"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{"name":"x"},
                 "spec":{"template":{"spec":{"containerConcurency":5,"containers":[{"image":"y","prots":[]}]}}}}""",
                Service.class);

        assertThat(UnplacedFields.of(service)).anyMatch(path -> path.endsWith("containerConcurency"))
            .anyMatch(path -> path.endsWith("prots"));
    }

    @Test
    void aCorrectOneHasNone() throws Exception {
        var service = new ObjectMapper().readValue("""
                {"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{"name":"x"},
                 "spec":{"template":{"spec":{"containerConcurrency":5,"containers":[{"image":"y"}]}}}}""",
                Service.class);

        assertThat(UnplacedFields.of(service)).isEmpty();
    }
}

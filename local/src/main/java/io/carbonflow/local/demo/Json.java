package io.carbonflow.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.carbonflow.local.api.Api;

/** Writes JSON. */
final class Json {

    private Json() {}

    static String of(Object value) {
        try {
            return Api.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

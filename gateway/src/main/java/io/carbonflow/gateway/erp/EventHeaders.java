package io.carbonflow.gateway.erp;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;

/** The headers by which a request says what it carries: the content type and, of an event in binary form, type and time. */
public class EventHeaders {

    @HeaderParam(HttpHeaders.CONTENT_TYPE)
    String contentType;

    @HeaderParam(SapEvent.TYPE_HEADER)
    String eventType;

    @HeaderParam(SapEvent.TIME_HEADER)
    String eventTime;

    String contentTypeWithEvent() {
        return SapEvent.contentType(contentType, eventType, eventTime);
    }
}

/** CloudEvents 1.0 over HTTP as a way in equal to the others. */
package io.carbonflow.gateway.cloudevents;

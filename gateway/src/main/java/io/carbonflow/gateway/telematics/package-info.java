/** What vehicles' telematics report of their trips: fuel, electricity, distance and load. */
package io.carbonflow.gateway.telematics;

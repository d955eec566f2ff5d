/** Which device a message comes from, by its topic alone; the gateway and the metering stage have to agree on it. */
package io.carbonflow.intake.device;

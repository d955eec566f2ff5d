/** Publishing to the MQTT broker as devices do. */
package io.carbonflow.local.mqtt;

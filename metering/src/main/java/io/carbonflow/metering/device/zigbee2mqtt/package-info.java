/** Zigbee devices behind the Zigbee2MQTT bridge. */
package io.carbonflow.metering.device.zigbee2mqtt;

/** Files, sent to the gateway as they are. */
package io.carbonflow.local.load;

/** Files of activities, sent through the gateway's door for activities. */
package io.carbonflow.local.load;

/**
 * The demo: a company's events by their real protocols, and a total that is worked out beside the services, from the
 * published factors alone.
 */
package io.carbonflow.local.demo;

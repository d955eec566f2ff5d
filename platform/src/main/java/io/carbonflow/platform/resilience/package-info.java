/** What keeps one part's outage from becoming everybody's. */
package io.carbonflow.platform.resilience;

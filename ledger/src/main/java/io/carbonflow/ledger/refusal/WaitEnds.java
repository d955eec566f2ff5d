package io.carbonflow.ledger.refusal;

/** What follows where the event of a letter that waits is booked from another record. */
public final class WaitEnds {

    private static final String REST = """
            ended as (
                insert into ledger.letter_release as r (tenant_id, letter_id, cause, released_at, raw_topic,
                    raw_partition, raw_offset, received_at)
                select tenant_id, id, 'booked', $2::timestamptz, raw_topic, raw_partition, raw_offset,
                    booked_received_at
                from waiting order by tenant_id, id
                on conflict (tenant_id, letter_id) do nothing returning r.tenant_id, r.letter_id)
            insert into ledger.tally as t (tenant_id, minute, measure, shard, events)
            select w.tenant_id, date_trunc('minute', w.received_at, 'UTC'), m.measure, $1::text, sum(m.events)
            from waiting w join ended e on e.tenant_id = w.tenant_id and e.letter_id = w.id
                cross join (values ('in_review', -1), ('duplicates', 1)) as m(measure, events)
            group by 1, 2, 3
            order by 1, 2, 3
            on conflict (tenant_id, minute, measure, shard) do update set events = t.events + excluded.events
            """;

    private WaitEnds() {}

    /**
     * The statement that ends the waiting of letters and counts them as duplicates instead of in review, each once.
     *
     * @param waiting selects them, with {@code tenant_id}, {@code id}, {@code received_at} of the letter, and {@code
     *                raw_topic}, {@code raw_partition}, {@code raw_offset}, {@code booked_received_at} of the record that was
     *                booked; its values begin at the third, the first being the writer's own row of each count, the
     *                second the present
     */
    public static String of(String waiting) {
        return "with waiting as (" + waiting + "), " + REST;
    }
}

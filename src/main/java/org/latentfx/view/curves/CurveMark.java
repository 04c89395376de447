package org.latentfx.view.curves;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import org.latentfx.train.History.Event;

/**
 * A mark on the curve: one event, or several that nobody could tell apart, such as the changes of one drag of a slider; of
 * those each setting is named once, with its first and its last value, where the first of them happened, since it acts from
 * there on, unless it is back where it was. Immutable.
 */
record CurveMark(double x, String text) {
    /** Events nearer to each other than this, in pixels, are one mark. */
    private static final double TOGETHER = 12;

    /** The marks of {@code events}, which are in order, from left to right. */
    static List<CurveMark> of(List<Event> events, LongToDoubleFunction xOf) {
        var marks = new ArrayList<CurveMark>();
        int first = 0;
        for (int i = 0; i < events.size(); i++) {
            if (i + 1 < events.size() && goesOn(events, first, i + 1, xOf)) continue;
            String text = together(events.subList(first, i + 1));
            if (!text.isEmpty())
                marks.add(new CurveMark(xOf.applyAsDouble(events.get(first).step()), text));
            first = i + 1;
        }
        return marks;
    }

    /**
     * Whether an event belongs to the mark that begins with the {@code first} one: it is near it, or it goes on with the
     * drag before it, and does not take back what was in force for long enough to be seen.
     */
    private static boolean goesOn(List<Event> events, int first, int next, LongToDoubleFunction xOf) {
        Event begin = events.get(first);
        Event event = events.get(next);
        double x = xOf.applyAsDouble(event.step());
        if (x - xOf.applyAsDouble(begin.step()) < TOGETHER) return true;
        Event before = events.get(next - 1);
        return x - xOf.applyAsDouble(before.step()) < TOGETHER
                && event.what().equals(before.what())
                && !event.to().equals(begin.from());
    }

    private static String together(List<Event> events) {
        Map<String, Event> changes = new LinkedHashMap<>();
        for (Event event : events)
            changes.merge(event.what(), event, (a, b) -> new Event(b.step(), b.what(), a.from(), b.to()));
        return changes.values().stream()
                .filter(event -> event.from().isEmpty() || !event.from().equals(event.to()))
                .map(Event::text)
                .collect(Collectors.joining(", "));
    }
}

package org.latentfx.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import org.latentfx.train.History.Event;

/**
 * A mark on the curve: one event, or several that stand so close together that nobody could tell them apart, such as the
 * changes of one drag of a slider; of those each setting is named once, with its first and its last value, where the
 * last of them happened, unless it is back where it was. Immutable.
 */
record CurveMark(double x, String text) {
    /** Events nearer to each other than this, in pixels, are one mark. */
    private static final double TOGETHER = 12;

    /** The marks of {@code events}, which are in order, from left to right. */
    static List<CurveMark> of(List<Event> events, LongToDoubleFunction xOf) {
        var marks = new ArrayList<CurveMark>();
        int first = 0;
        for (int i = 0; i < events.size(); i++) {
            double x = xOf.applyAsDouble(events.get(i).step());
            boolean last = i + 1 == events.size()
                    || xOf.applyAsDouble(events.get(i + 1).step()) - x >= TOGETHER;
            if (!last) continue;
            String text = together(events.subList(first, i + 1));
            if (!text.isEmpty()) marks.add(new CurveMark(x, text));
            first = i + 1;
        }
        return marks;
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

"""Ask the authorities from Python: who held an office on a day, and when somebody was born and died."""

from regesta.authorities import holders, lifespan, told

for tenure in holders("ISR", "foreign_minister", "1994-01-28"):
    print(told(tenure))
print(lifespan("Q157451"))

print("apusd")
